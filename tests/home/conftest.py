from tests.home.kilkis import kilkis, kilkis_content, kilkis_live

__all__ = ["kilkis", "kilkis_content", "kilkis_live"]
