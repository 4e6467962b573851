from tests.home.kilkis import kilkis, kilkis_content

__all__ = ["kilkis", "kilkis_content"]
