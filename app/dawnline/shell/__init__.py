"""The desk: window, docks, the one timer, the worker process. Qt begins here."""
