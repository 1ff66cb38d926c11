"""Several people at the same moment: every deed in a thread with a connection of its own."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*deeds):
    """Do all of them at once; what each returned, or the exception that it raised."""
    outcomes = [None] * len(deeds)
    start = Barrier(len(deeds), timeout=10)

    def do(index, deed):
        try:
            start.wait()
            outcomes[index] = deed()
        except Exception as error:  # whatever it is, the test has to see it
            outcomes[index] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
