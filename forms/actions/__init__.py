"""Everything that changes an application: `applying` by its sender, `casework` by staff."""
