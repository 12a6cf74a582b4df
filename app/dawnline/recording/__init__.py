"""The run file (.dawn): write, read, recover."""
