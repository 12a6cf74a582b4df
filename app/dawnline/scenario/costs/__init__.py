"""What compute costs in money and carbon, in orbit and on the ground, as ranges over assumptions."""
