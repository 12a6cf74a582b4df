"""The numbers that the compiled physics is built with. A change compiles anew."""

# The limiter's codes, as the channel catalogue has them (a test compares).
NONE, NO_WORK, ECLIPSE, BATTERY, POWER_CAP, HEAT, FAULT = range(7)
# A limiter speaks from this share of full load on: four times what a run file rounds away.
HELD_BACK_FRAC = 1e-3

STEFAN_BOLTZMANN_W_M2_K4 = 5.670374419e-8  # CODATA 2018, exact
EARTH_INFRARED_W_M2 = 237.0  # assumed mean; range 189-262
ALBEDO_FRAC = 0.30  # assumed mean; range 0.2-0.4
# Cosine of the Sun's incidence on a panel held edge-on to it: 6 degrees of attitude error, assumed.
SUN_INCIDENCE = 0.10
# A bypass valve keeps the loop from freezing: below this nothing more is radiated. The ISS keeps its low
# temperature loop near 4 C (assumed here).
COLDEST_LOOP_K = 278.15
# How soon a battery that has recharging first would be full again, at its present pace. The sunlit part of
# an orbit at 550 km is 60 minutes (period 95.65 min less 35.61 min of shadow).
RECHARGE_S = 3600.0
