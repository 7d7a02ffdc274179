"""The history of the database's shape, one file a change; never imports the application."""
