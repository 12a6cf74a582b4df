"""How near satellites of a shell come to each other: the closed form, and every shipped shell."""

import numpy as np
import pytest

from dawnline.orbits.epoch import Epoch
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario
from dawnline.scenario.presets import preset_names, read_preset
from dawnline.scenario.shell_rows import SAFE_DISTANCE_M, shells_of_preset
from dawnline.scenario.shells import Shell, shell_elements, walker_raan_rad
from dawnline.scenario.spacing import Effort, good_phasing, nearest_m

EPOCH = Epoch.from_iso("2026-05-30T00:00:00Z")
# The closed form is exact; sampling every 0.02 degrees misses the minimum by far less than this.
SAMPLING_TOLERANCE_M = 500.0


def delta(
    altitude_km: float, inclination_deg: float, planes: int, per_plane: int, phasing: int | str
) -> Shell:
    raan = walker_raan_rad(planes, 0.0, 2.0 * np.pi)
    return Shell("", altitude_km * 1e3, np.radians(inclination_deg), raan, per_plane, phasing, True)


def sampled_nearest_m(shell: Shell, references: list[int], samples: int = 18_000) -> float:
    """Fly a shell around one orbit and look from some satellites at all others, in pieces."""
    orbit = shell_elements((shell,))
    turn = np.linspace(0.0, 2.0 * np.pi, samples, endpoint=False)

    def unit(index: np.ndarray) -> np.ndarray:
        u = orbit.mean_anomaly_rad[index][:, None] + turn
        cos_o, sin_o = np.cos(orbit.raan_rad[index])[:, None], np.sin(orbit.raan_rad[index])[:, None]
        cos_i, sin_i = np.cos(shell.inclination_rad), np.sin(shell.inclination_rad)
        x, y = np.cos(u), np.sin(u)
        return np.stack([cos_o * x - sin_o * y * cos_i, sin_o * x + cos_o * y * cos_i, y * sin_i])

    nearest = np.inf
    for reference in references:
        own = unit(np.array([reference]))
        for start in range(0, shell.satellites, 100):
            others = np.arange(start, min(start + 100, shell.satellites))
            others = others[others != reference]
            apart = np.sqrt(((unit(others) - own) ** 2).sum(axis=0))
            nearest = min(nearest, float(apart.min()))
    return nearest * float(orbit.a_m[0])


@pytest.mark.parametrize(
    "shell",
    [
        delta(550, 53, 12, 6, 5),
        delta(560, 97.6, 6, 20, 1),
        delta(630, 51.9, 10, 10, "half"),
        delta(604, 148, 12, 12, 1),
    ],
)
def test_the_closed_form_agrees_with_flying_the_shell(shell: Shell) -> None:
    references = [plane * shell.per_plane for plane in range(2)]
    assert nearest_m(shell) == pytest.approx(sampled_nearest_m(shell, references), abs=SAMPLING_TOLERANCE_M)


# Values from sampling every 0.5 degrees, which sees distances up to some kilometres too large.
@pytest.mark.parametrize(
    ("shell", "published_km"),
    [
        (delta(550, 53, 72, 22, 65), 75.7),
        (delta(570, 70, 36, 20, 35), 76.3),
        (delta(560, 97.6, 6, 58, 1), 51.2),
        (delta(560, 97.6, 4, 43, 2), 70.6),
        (delta(630, 51.9, 34, 34, 7), 83.3),
        (delta(610, 42, 36, 36, 11), 58.4),
        (delta(590, 33, 28, 28, 17), 112.2),
        (delta(530, 43, 28, 120, 11), 37.6),
        (delta(535, 33, 28, 120, 15), 42.2),
    ],
)
def test_published_phasings_keep_their_distance(shell: Shell, published_km: float) -> None:
    distance_m = nearest_m(shell)
    assert distance_m is not None
    assert 0.6 * published_km < distance_m / 1e3 <= published_km


@pytest.mark.parametrize("planes_per", [(72, 22), (36, 36), (28, 28)])
def test_phasing_zero_collides_in_inclined_delta_shells(planes_per: tuple[int, int]) -> None:
    distance_m = nearest_m(delta(550, 53, *planes_per, 0))
    assert distance_m is not None
    assert distance_m < 1.0


def test_a_good_phasing_is_found() -> None:
    assert good_phasing(delta(630, 51.9, 34, 34, 0), Effort()) == 7
    assert good_phasing(delta(550, 53, 72, 22, 0), Effort()) == 65


def test_looking_has_an_end() -> None:
    assert good_phasing(delta(550, 53, 1000, 1000, 0), Effort()) is None
    assert nearest_m(delta(550, 53, 1000, 1000, 1), Effort(10)) is None


@pytest.mark.parametrize("name", preset_names("constellations"))
def test_no_shipped_shell_collides(name: str) -> None:
    preset = read_preset("constellations", name)
    assert preset is not None
    for shell in shells_of_preset(preset, EPOCH):
        distance_m = nearest_m(shell)
        assert distance_m is not None
        assert distance_m > SAFE_DISTANCE_M, shell.name


@pytest.mark.parametrize(
    ("name", "index"), [("oneweb", 0), ("starlink-2026-05-30", 8), ("starcloud-demo", 0)]
)
def test_flown_shells_keep_their_distance(name: str, index: int) -> None:
    preset = read_preset("constellations", name)
    assert preset is not None
    shell = shells_of_preset(preset, EPOCH)[index]
    references = [plane * shell.per_plane for plane in range(shell.planes if not shell.is_symmetric else 1)]
    assert sampled_nearest_m(shell, references, samples=720) > SAFE_DISTANCE_M


def test_the_welcome_scenario_warns_of_no_collision() -> None:
    assert load_scenario(bundled_scenario("welcome")).warnings == ()
