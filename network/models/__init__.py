from .agreement import Agreement, Signature

__all__ = ["Agreement", "Signature"]
