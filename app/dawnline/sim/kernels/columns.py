"""The columns of the table of designs that kernels read: (COLUMNS, k) float64, a column a design."""

# The offer's alone, then what both passes read, then the work's alone.
(
    RATED_ARRAY_W, SINGLE_AXIS, BODY_FIXED, FLOOR_J, TRIP_K, PER_RANGE, ECLIPSE_FLOOR, HIBERNATES, EXPONENT,
    LOWEST_CLOCK,
    FULL_W, HOUSEKEEPING_W, IDLE_W, PER_SPAN, RATE_W, CAPACITY_J, CLOCKED, DISCHARGE_FRAC, PER_CHARGE,
    GAMMA, SPAN_W, CHARGE_FRAC, PER_DISCHARGE, ABSORPTIVITY, EMISSIVITY, FACES_M2, EDGE_FRAC,
    EMISSION_W_K4, PER_HEAT_CAPACITY,
) = range(29)  # fmt: skip
COLUMNS = 29
OFFER_END = PER_CHARGE + 1
WORK_BEGIN = FULL_W
