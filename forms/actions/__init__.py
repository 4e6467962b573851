"""What changes an application: `applying` and `following_up` by its sender, `casework` by staff."""
