"""Words that begin so, by an ordinary index on both databases.

Django's `startswith` reads the whole table on SQLite, where LIKE looks at capitals. Only for what
`stems.words` gives: there is no sign in it that LIKE knows.
"""

from django.db.models import CharField, Lookup

LAST_SIGN = "\U0010ffff"


@CharField.register_lookup
class Begins(Lookup):
    lookup_name = "begins"

    def as_sql(self, compiler, connection):
        column, before = self.process_lhs(compiler, connection)
        start, after = self.process_rhs(compiler, connection)
        return f"{column} LIKE {start}", (*before, *(f"{one}%" for one in after))

    def as_sqlite(self, compiler, connection):
        column, before = self.process_lhs(compiler, connection)
        start, after = self.process_rhs(compiler, connection)
        until = [f"{one}{LAST_SIGN}" for one in after]
        sql = f"({column} >= {start} AND {column} < {start})"
        return sql, (*before, *after, *before, *until)
