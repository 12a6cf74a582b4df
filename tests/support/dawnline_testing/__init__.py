"""What the tests share: where the data is, and the guards that every test passes through."""
