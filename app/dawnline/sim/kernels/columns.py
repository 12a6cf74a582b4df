"""The columns of the table of designs that kernels read: (COLUMNS, k) float64, a column a design."""

# What both passes read, then the offer, then the work.
(
    HOUSEKEEPING_W, IDLE_W, PER_SPAN, FULL_W, RATE_W, CAPACITY_J, CLOCKED,
    RATED_ARRAY_W, SINGLE_AXIS, BODY_FIXED, FLOOR_J, DISCHARGE_FRAC, PER_CHARGE, TRIP_K, PER_RANGE,
    ECLIPSE_FLOOR, HIBERNATES, EXPONENT, LOWEST_CLOCK,
    GAMMA, SPAN_W, CHARGE_FRAC, PER_DISCHARGE, ABSORPTIVITY, EMISSIVITY, FACES_M2, EDGE_FRAC,
    EMISSION_W_K4, PER_HEAT_CAPACITY,
) = range(29)  # fmt: skip
COLUMNS = 29
