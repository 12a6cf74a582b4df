"""The tokens of the look: the one place that names a colour, a size, a duration. No Qt, no numpy.

Status colours follow the Astro UX Design System (astrouxds.com); shape carries the same meaning as colour.
"""

from dataclasses import dataclass

BACKGROUND = "#080B12"
PANEL = "#0E131C"
RAISED = "#151C28"
LINE = "#222C3B"
TEXT = "#E8EDF5"
SECONDARY = "#A3B0C4"
MUTED = "#7C8AA0"
ACCENT = "#FFB454"
ON_ACCENT = "#1A1206"
ROSE = "#FF7A66"
VIOLET = "#8C7CF0"
SKY = "#4CC9F0"
LIVE = "#56F000"
REPLAY = "#FFB302"
UNKNOWN = "#5A6678"
HOVER = "#131A25"
SELECTED = "#1B2636"
TRACK = "#222C3B"
WARM = "#1F180E"
WARM_LINE = "#4D3C20"

# Data. The sequential map rises evenly in lightness; the diverging one is darkest in its middle.
SEQUENTIAL = ("#34246B", "#7B3A8E", "#C9527E", "#FF7A66", "#FFB454", "#FFDE9C")
# Two more for those who want them: green, and blue to yellow, which red-green blind eyes see as others do.
AURORA = ("#2B1B5A", "#2F4A94", "#1F7F93", "#2FB07F", "#9BD64F", "#F6F08A")
HARBOUR = ("#0B2467", "#2B4BA0", "#5673B0", "#9A9A98", "#CDBF66", "#FFE873")
DIVERGING = ("#56C7F5", "#2F7FB0", "#3A4152", "#B8692E", "#FFB454")
# In the order of the codes: none, no work, eclipse, battery, power cap, heat, fault. Colour-blind eyes tell
# them apart too (a test simulates them): lightness differs where hue does not.
LIMITERS = ("#3FD6B0", "#6F94B4", "#544DD8", "#C58BFF", "#FFF07A", "#F58A1F", "#E5203A")
# Flying, stale, decayed.
STATES = ("#3FD6B0", "#F5C04A", "#E5203A")

# Series of charts, by the name that a scene gives.
SERIES = {"dawn": ACCENT, "rose": ROSE, "violet": VIOLET, "sky": SKY}

SANS = "Inter"
MONO = "JetBrains Mono"
BODY_PX = 13
CAPS_PX = 10
KPI_PX = 19
TITLE_PX = 17
GRID_PX = 4
MARGIN_PX = 16
ROW_PX = 30
MOTION_MS = 180


@dataclass(frozen=True)
class Status:
    """One status: its word, its colour and the shape that says the same."""

    word: str
    colour: str
    shape: str


# Worst first: the worst of the parts speaks for the whole.
STATUSES = (
    Status("critical", "#FF3838", "triangle"),
    Status("serious", "#FFB302", "diamond"),
    Status("caution", "#FCE83A", "square"),
    Status("normal", "#56F000", "circle"),
    Status("standby", "#2DCCFF", "ring-dot"),
    Status("off", "#A4ABB6", "ring"),
)
