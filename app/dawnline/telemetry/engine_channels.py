"""Channels of runs whose scenario has requests, gangs, jobs, lower clocks, own power or prices."""

from dawnline.telemetry.channel import Channel
from dawnline.telemetry.rows import accelerators, jobs, megawatts, milliseconds, percent, requests

# What a training gang does; `none` is a workload that is no gang. The order is the code on disk: append,
# never reorder.
GANG_STATES = ("works", "restarts", "waits", "none")

# What a run has where a workload is counted in requests. Counts are those of the step that ends in the frame;
# `queued` is what waits or is worked on at its end.
REQUESTS = (
    requests("satellite", "served", "Requests served", "Answered to the last token in this step"),
    requests("satellite", "queued", "Requests in hand", "Waiting, or being answered, at the step's end"),
    requests("satellite", "moved", "Requests moved away", "Taken out of its queue, to be served elsewhere"),
    requests("site", "served", "Requests served", "Answered to the last token in this step"),
    requests("site", "queued", "Requests in hand", "Waiting, or being answered, at the step's end"),
    requests("site", "moved", "Requests moved away", "Taken out of its queue, to be served elsewhere"),
    requests("pair", "requests", "Requests sent", "From the region to the site in this step"),
    requests("region", "arrived", "Requests made", "By this region in this step"),
    requests("region", "to_orbit", "Requests to orbit", "Sent to satellites in this step"),
    requests("region", "dropped", "Requests turned away", "In this step: nothing was reached"),
    requests("workload", "arrived", "Requests made", "In this step"),
    requests("workload", "served", "Requests served", "Answered to the last token in this step"),
    requests("workload", "queued", "Requests in hand", "Waiting, or being answered, at the step's end"),
    requests("workload", "dropped_queue_full", "Turned away: queue full", "A longer wait than patience"),
    requests("workload", "dropped_no_capacity", "Turned away: no machines", "Machines stood for too long"),
    requests("workload", "dropped_machine_lost", "Lost with a machine", "Answers that a fault cut off"),
    requests("workload", "dropped_unreached", "Turned away: unreached", "Regions that reach no machine"),
    requests("workload", "missed_ttft", "First tokens too late", "Later than the target, in this step"),
    requests("workload", "missed_tpot", "Answers too slow", "Tokens slower than the target, in this step"),
    milliseconds("workload", "ttft_s", "Time to first token", "Mean of this step: network, queue, prefill"),
    milliseconds("workload", "tpot_s", "Time per output token", "Mean of this step"),
    milliseconds("workload", "rtt_s", "Round trip of requests", "Mean from regions to who serves them"),
    Channel(
        "workload", "tokens_per_s", "Output tokens", "continuous", "tokens_per_s", "tokens/s",
        "Made in this step", minimum=0.0,
    ),
)  # fmt: skip
TRAINING = (
    accelerators("workload", "gang", "Gang", "Accelerators that train"),
    percent("workload", "goodput_frac", "Goodput", "Arithmetic over that of the whole gang at full speed"),
    Channel(
        "workload", "gang_state", "State of the gang", "code", "code", "", "What it does", codes=GANG_STATES
    ),
    Channel(
        "workload", "lost_accelerator_s", "Work undone", "continuous", "accelerator_s", "GPU h",
        "Since the last checkpoint of who was stopped in this step", shown_scale=1.0 / 3600.0, minimum=0.0,
    ),
)  # fmt: skip
JOBS = (
    jobs("jobs_running", "Jobs running", "That worked in this step"),
    jobs("jobs_waiting", "Jobs waiting", "That have come and did not work"),
    jobs("jobs_finished", "Jobs finished", "In this step"),
    jobs("jobs_late", "Deadlines missed", "In this step"),
)  # fmt: skip
CLOCKS = (
    percent("satellite", "clock_frac", "Clock", "Of its accelerators, over the full one"),
    percent("site", "clock_frac", "Clock", "Of its accelerators, over the full one"),
)  # fmt: skip
ON_SITE = (
    megawatts("site", "grid_w", "From the grid", "Drawn from the grid"),
    megawatts("site", "gas_w", "From its own gas", "Made by generators on the site"),
    percent("site", "battery_frac", "Battery", "State of charge of the site's battery"),
)  # fmt: skip
PRICES = (
    Channel(
        "site", "usd_per_accelerator_h", "Cost of a GPU-hour", "continuous", "usd_per_accelerator_h", "$",
        "Machine and energy, at the present load, at work or not", minimum=0.0,
    ),
    Channel(
        "workload", "usd_per_million_tokens", "Cost of a million tokens", "continuous",
        "usd_per_million_tokens", "$", "What the machines at work on it cost",
        minimum=0.0,
    ),
)  # fmt: skip
