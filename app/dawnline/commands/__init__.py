"""The one table of commands: menus, keys, palette and scripts are made from it."""
