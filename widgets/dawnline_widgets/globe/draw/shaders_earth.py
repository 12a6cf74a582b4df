"""GLSL of the Earth and its atmosphere. GLSL 1.20, one attribute a declaration.

The Earth is a disc: the circle where rays from the eye touch the sphere, filled in. The fragment shader finds
where its ray meets the sphere, so the limb is a true circle at any zoom. Colours are premultiplied by alpha.
"""

from dataclasses import dataclass, replace

from dawnline_widgets.globe.draw.shaders_view import PLACE

# a_disc is a point of a flat ring in units of the horizon circle; what is at 2 is put at u_reach.
DISC_VERTEX = """
attribute vec2 a_disc;
uniform mat4 u_view_projection;
uniform mat3 u_axes;
uniform float u_distance;
uniform float u_reach;
uniform vec3 u_sun;
varying vec3 v_ray;
varying vec2 v_disc;
varying float v_limb_sun;
void main() {
    vec2 disc = length(a_disc) > 1.5 ? a_disc * 0.5 * u_reach : a_disc;
    float horizon = sqrt(1.0 - 1.0 / (u_distance * u_distance));
    vec3 across = u_axes * vec3(disc, 0.0);
    vec3 back = u_axes * vec3(0.0, 0.0, 1.0);
    vec3 point = back / u_distance + across * horizon;
    v_ray = point - back * u_distance;
    v_disc = disc;
    vec3 limb = back / u_distance + normalize(across + vec3(1e-6)) * horizon;
    v_limb_sun = dot(limb, u_sun);
    gl_Position = u_view_projection * vec4(point, 1.0);
}
"""

# Where the pixel's ray meets the Earth: the normal n there, and how much of the pixel the Earth covers.
_MEET = """
uniform vec3 u_eye;
uniform vec3 u_sun;
varying vec3 v_ray;
"""
_MEET_MAIN = """
const float mirrors = 1.0;
void main() {
    vec3 ray = normalize(v_ray);
    float b = dot(ray, u_eye);
    float closest2 = max(dot(u_eye, u_eye) - b * b, 0.0);
    float closest = sqrt(closest2);
    float cover = clamp((1.0 - closest) / max(fwidth(closest), 1e-7) + 0.5, 0.0, 1.0);
    vec3 n = normalize(u_eye + ray * (-b - sqrt(max(1.0 - closest2, 0.0))));
"""

# The Earth of a flat map, or of a globe that is being unrolled: a sheet of longitudes and latitudes.
SHEET_VERTEX = (
    PLACE
    + """
attribute vec2 a_sheet;
varying vec3 v_normal;
void main() {
    float lon = a_sheet.x + u_flat.z;
    v_normal = vec3(cos(a_sheet.y) * cos(lon), cos(a_sheet.y) * sin(lon), sin(a_sheet.y));
    gl_Position = u_projection * vec4(seen_at(v_normal, a_sheet.x), 1.0);
}
"""
)
_SHEET = """
uniform vec3 u_eye;
uniform vec3 u_sun;
uniform vec4 u_flat;
varying vec3 v_normal;
"""
_SHEET_MAIN = """
void main() {
    float mirrors = 1.0 - u_flat.x;  // a map has no eye that the Sun could be mirrored into
    vec3 n = normalize(v_normal);
    vec3 ray = normalize(mix(normalize(n - u_eye), -n, u_flat.x));
    float cover = 1.0;
"""

# Where that is in the pictures of the Earth. The jump of longitude at 180 degrees would pick the smallest
# mipmap: take the smoother of two charts.
_WHERE = """
    float turn = atan(n.y, n.x) * 0.15915494309;
    float other = fract(turn);
    turn = fwidth(turn) <= fwidth(other) + 1e-6 ? turn : other;
    vec2 where = vec2(turn + 0.5, acos(clamp(n.z, -1.0, 1.0)) * 0.31830988618);
"""
# What the pictures hold there, from themselves or from a copy for this view. Slopes: 128 is level.
_TEXEL = "vec4 texel = texture2D(u_earth, where, u_bias);"
_SLOPE = "vec2 stored = texture2D(u_relief, where, u_bias).ra;"
_KEPT_TEXEL = "vec4 texel = texture2D(u_texels, gl_FragCoord.xy / u_size);"
_KEPT_SLOPE = "vec2 stored = texture2D(u_slopes, gl_FragCoord.xy / u_size).rg;"

# While the camera moves: one mipmap level, the nearest, worked out from the slant of the ground and, towards
# the poles, from the width of the map. Two levels mixed, found by comparing pixels, take half as long again.
_QUICK_HEAD = """#extension GL_ARB_shader_texture_lod : enable
uniform float u_level;
"""
_QUICK_TEXEL = f"""
#ifdef GL_ARB_shader_texture_lod
    vec2 where = vec2(atan(n.y, n.x) * 0.15915494309 + 0.5, acos(clamp(n.z, -1.0, 1.0)) * 0.31830988618);
    float to_ground = -b - sqrt(max(1.0 - closest2, 0.0));
    float slanted = dot(n, ray);
    float least = max(min(slanted * slanted, 1.0 - n.z * n.z), 0.001);
    float level = u_level + 0.5 * log2(to_ground * to_ground / least);
    vec4 texel = texture2DLod(u_earth, where, max(floor(level + 0.5), 0.0));
#else
    {_WHERE}
    {_TEXEL}
#endif
"""

# u_shown: city lights, relief and glint, atmosphere; 0 where a layer is off.
_SHADE_UNIFORMS = """
uniform float u_land_alpha;
uniform vec3 u_shown;
"""
# Slopes turn the ground to or from the Sun: most to be seen where it stands low. They are drawn steeper.
_BUMP = """
    vec2 slope = (stored * 255.0 - 128.0) * 0.011;
    vec2 level = vec2(-n.y, n.x) * inversesqrt(max(n.x * n.x + n.y * n.y, 1e-9));
    vec3 east = vec3(level, 0.0);
    float tilt = -(slope.x * dot(east, u_sun) + slope.y * dot(cross(n, east), u_sun));
    float bump = clamp(1.0 + tilt / (0.22 + max(dot(n, u_sun), 0.0)), 0.35, 1.7);
"""
_SLOPE_OUT = "gl_FragColor = vec4(stored, 0.0, 1.0);\n}"
_NO_BUMP = "const float bump = 1.0;"

_SHADE = """
    float sea = 1.0 - smoothstep(0.0, u_land_alpha, texel.a);
    float lights = max(texel.a - u_land_alpha, 0.0) / (1.0 - u_land_alpha);
    float sun = dot(n, u_sun);
    float facing = max(-dot(n, ray), 0.0);
    float grey = dot(texel.rgb, vec3(0.30, 0.55, 0.15));

    float day = smoothstep(-0.10, 0.16, sun);
    float high = clamp(sun * 3.2 + 0.10, 0.0, 1.0);  // light that comes low is warm
    vec3 warm = mix(vec3(1.18, 0.80, 0.56), vec3(1.0), high);
    vec3 light = warm * (0.15 + 0.95 * sqrt(max(sun, 0.0))) * bump;
    vec3 lit = mix(vec3(grey), texel.rgb, 0.90) * light;

    // The sea mirrors the Sun, more at a slant (Schlick), through waves that spread it.
    float shine = max(dot(n, normalize(u_sun - ray)), 0.0);
    shine *= shine; shine *= shine; shine *= shine; shine *= shine;
    float narrow = shine * shine; narrow *= narrow; narrow *= narrow;
    float core = narrow * narrow; core *= core;
    float rest = 1.0 - facing;
    float rest2 = rest * rest;
    float slant = rest2 * rest2;
    float spark = mirrors * sea * u_shown.y * (0.7 + 2.2 * slant);
    vec3 mirrored = mix(vec3(1.0, 0.62, 0.34), vec3(1.0, 0.92, 0.76), high);
    lit += spark * (shine * vec3(0.035, 0.070, 0.105) + (0.10 * narrow + 0.55 * core) * mirrored);

    float haze = (rest2 * 0.40 + slant * slant * 0.60) * u_shown.z;
    lit += mix(vec3(0.10, 0.27, 0.66), vec3(0.42, 0.66, 1.0), slant) * (0.05 * u_shown.z + haze * 0.88);

    vec3 dark = texel.rgb * vec3(0.045, 0.060, 0.100) + vec3(0.005, 0.009, 0.018);
    dark += vec3(0.020, 0.040, 0.095) * haze;
    float glow = 1.0 - exp(-u_shown.x * lights);
    dark += glow * mix(vec3(1.0, 0.58, 0.24), vec3(1.0, 0.88, 0.68), glow);

    float dusk = max(1.0 - abs(sun + 0.005) * 8.0, 0.0) * u_shown.z;
    vec3 colour = mix(dark, lit, day) + dusk * dusk * vec3(0.150, 0.062, 0.030) * (0.20 + grey + haze);
    gl_FragColor = vec4(min(colour, 1.0) * cover, cover);
}
"""

_FROM_MAP = "uniform sampler2D u_earth;\nuniform float u_bias;"
_FROM_MAP_AND_RELIEF = _FROM_MAP + "\nuniform sampler2D u_relief;"
_FROM_COPY = "uniform sampler2D u_texels;\nuniform vec2 u_size;"
_FROM_COPIES = _FROM_COPY + "\nuniform sampler2D u_slopes;"


@dataclass(frozen=True)
class GroundShaders:
    """Programs of one form of the Earth: a vertex shader and fragment shaders.

    ``earth`` and ``again`` light it, from the pictures or from copies; ``*_relief`` with the relief.
    ``quick`` is ``earth`` a little coarser. ``texels`` and ``slopes`` make the copies.
    """

    vertex: str
    quick: str
    earth: str
    earth_relief: str
    again: str
    again_relief: str
    texels: str
    slopes: str


def _ground(vertex: str, head: str, main: str) -> GroundShaders:
    lit = head + _SHADE_UNIFORMS + main
    quick = _QUICK_HEAD + _FROM_MAP + lit + _QUICK_TEXEL + _NO_BUMP + _SHADE
    return GroundShaders(
        vertex,
        quick=quick,
        earth=_FROM_MAP + lit + _WHERE + _TEXEL + _NO_BUMP + _SHADE,
        earth_relief=_FROM_MAP_AND_RELIEF + lit + _WHERE + _TEXEL + _SLOPE + _BUMP + _SHADE,
        again=_FROM_COPY + lit + _KEPT_TEXEL + _NO_BUMP + _SHADE,
        again_relief=_FROM_COPIES + lit + _KEPT_TEXEL + _KEPT_SLOPE + _BUMP + _SHADE,
        texels=_FROM_MAP + head + main + _WHERE + _TEXEL + "gl_FragColor = texel;\n}",
        slopes=_FROM_MAP_AND_RELIEF + head + main + _WHERE + _SLOPE + _SLOPE_OUT,
    )


DISC = _ground(DISC_VERTEX, _MEET, _MEET_MAIN)
_EVEN = _ground(SHEET_VERTEX, _SHEET, _SHEET_MAIN)
SHEET = replace(_EVEN, quick=_EVEN.earth)  # no slant on a map

# Light scattered beside the limb falls off with the height of the ray; the wide term is the soft glow.
# Towards a Sun behind the Earth the air scatters most: a warm arc.
HALO_FRAGMENT = """
uniform float u_distance;
uniform vec3 u_sun;
varying vec3 v_ray;
varying vec2 v_disc;
varying float v_limb_sun;
void main() {
    float tangent = length(v_disc) / sqrt(u_distance * u_distance - 1.0);
    float height = max(u_distance * tangent * inversesqrt(1.0 + tangent * tangent) - 1.0, 0.0);
    float day = smoothstep(-0.22, 0.40, v_limb_sun);
    float fade = clamp((0.16 - height) * 8.0, 0.0, 1.0);
    float near = exp(-height * 110.0);
    float wide = exp(-height * 26.0) * fade;
    vec3 colour = vec3(0.40, 0.62, 1.0) * near * 0.74 + vec3(0.10, 0.25, 0.70) * wide * 0.36;
    vec3 night = vec3(0.024, 0.050, 0.110) * near + vec3(0.004, 0.010, 0.022) * wide;
    float dusk = max(1.0 - abs(v_limb_sun + 0.04) * 4.5, 0.0);
    float ahead = max(dot(normalize(v_ray), u_sun), 0.0);
    ahead *= ahead; ahead *= ahead; ahead *= ahead; ahead *= ahead; ahead *= ahead;
    colour = mix(night, colour, day) + vec3(0.34, 0.13, 0.05) * near * dusk * dusk;
    colour += ahead * (vec3(0.95, 0.52, 0.26) * near * 0.75 + vec3(0.22, 0.22, 0.34) * wide * 0.45);
    gl_FragColor = vec4(min(colour, 1.0), 0.0);
}
"""

# A whole picture, where the driver has no glBlitFramebuffer.
COPY_VERTEX = """
attribute vec2 a_corner;
void main() {
    gl_Position = vec4(a_corner, 0.0, 1.0);
}
"""

COPY_FRAGMENT = """
uniform sampler2D u_layer;
uniform vec2 u_size;
void main() {
    gl_FragColor = texture2D(u_layer, gl_FragCoord.xy / u_size);
}
"""
