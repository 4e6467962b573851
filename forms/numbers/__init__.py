"""
The numbers: what is counted, how small counts are hidden, how it is drawn and set out.

`counting` asks the database, `hiding` decides what may be shown to whom, `tables` puts it into rows and
columns, `drawing` into plots, and `report` onto paper. Nothing here opens what is sealed.
"""
