"""GLSL of the Earth, its atmosphere and the stars. GLSL 1.20, one attribute a declaration.

The Earth is a disc: the circle where rays from the eye touch the sphere, filled in. The fragment shader finds
where its ray meets the sphere, so the limb is a true circle at any zoom. Colours are premultiplied by alpha.
"""

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
uniform float u_land_alpha;
uniform float u_lights;
varying vec3 v_ray;
"""
_MEET_MAIN = """
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
uniform float u_land_alpha;
uniform float u_lights;
varying vec3 v_normal;
"""
_SHEET_MAIN = """
void main() {
    vec3 n = normalize(v_normal);
    vec3 ray = normalize(mix(normalize(n - u_eye), -n, u_flat.x));
    float cover = 1.0;
"""

# What the pictures of the Earth hold for this place: from the map, or from a copy for this view.
_FROM_MAP = """
    // The jump of longitude at 180 degrees would pick the smallest mipmap: take the smoother of two charts.
    float turn = atan(n.y, n.x) * 0.15915494309;
    float other = fract(turn);
    turn = fwidth(turn) <= fwidth(other) + 1e-6 ? turn : other;
    float down = acos(clamp(n.z, -1.0, 1.0)) * 0.31830988618;
    vec4 texel = texture2D(u_earth, vec2(turn + 0.5, down), -0.6);
"""
_FROM_COPY = """
    vec4 texel = texture2D(u_texels, gl_FragCoord.xy / u_size);
"""

_SHADE = """
    float sea = 1.0 - smoothstep(0.0, u_land_alpha, texel.a);
    float lights = max(texel.a - u_land_alpha, 0.0) / (1.0 - u_land_alpha);
    float sun = dot(n, u_sun);
    float facing = max(-dot(n, ray), 0.0);
    float grey = dot(texel.rgb, vec3(0.30, 0.55, 0.15));

    float day = smoothstep(-0.10, 0.16, sun);
    vec3 lit = mix(vec3(grey), texel.rgb, 0.86) * (0.16 + 0.92 * sqrt(max(sun, 0.0)));
    vec3 halfway = normalize(u_sun - ray);
    float shine = max(dot(n, halfway), 0.0);
    shine *= shine; shine *= shine; shine *= shine; shine *= shine;
    float narrow = shine * shine; narrow *= narrow; narrow *= narrow;
    lit += sea * (shine * vec3(0.05, 0.08, 0.12) + narrow * vec3(0.24, 0.22, 0.18));

    float rest = 1.0 - facing;
    float haze = rest * rest * (0.35 + 0.65 * rest);
    lit += vec3(0.16, 0.38, 0.85) * (0.05 + haze * 0.95);

    vec3 dark = texel.rgb * vec3(0.045, 0.060, 0.100) + vec3(0.005, 0.009, 0.018);
    dark += vec3(0.020, 0.040, 0.095) * haze;
    float glow = 1.0 - exp(-u_lights * lights);
    dark += glow * mix(vec3(1.0, 0.58, 0.24), vec3(1.0, 0.88, 0.68), glow);

    float dusk = max(1.0 - abs(sun - 0.015) * 9.0, 0.0);
    vec3 colour = mix(dark, lit, day) + dusk * dusk * vec3(0.15, 0.060, 0.026) * (0.15 + grey + haze);
    gl_FragColor = vec4(min(colour, 1.0) * cover, cover);
}
"""

_MAP_TEXTURE = "uniform sampler2D u_earth;"
_COPY_TEXTURE = "uniform sampler2D u_texels;\nuniform vec2 u_size;"
EARTH_FRAGMENT = _MAP_TEXTURE + _MEET + _MEET_MAIN + _FROM_MAP + _SHADE
EARTH_AGAIN_FRAGMENT = _COPY_TEXTURE + _MEET + _MEET_MAIN + _FROM_COPY + _SHADE
TEXELS_FRAGMENT = _MAP_TEXTURE + _MEET + _MEET_MAIN + _FROM_MAP + "gl_FragColor = texel;\n}"
SHEET_FRAGMENT = _MAP_TEXTURE + _SHEET + _SHEET_MAIN + _FROM_MAP + _SHADE
SHEET_AGAIN_FRAGMENT = _COPY_TEXTURE + _SHEET + _SHEET_MAIN + _FROM_COPY + _SHADE
SHEET_TEXELS_FRAGMENT = _MAP_TEXTURE + _SHEET + _SHEET_MAIN + _FROM_MAP + "gl_FragColor = texel;\n}"

# Light scattered beside the limb falls off with the height of the ray; the wide term is the soft glow.
HALO_FRAGMENT = """
uniform float u_distance;
varying vec2 v_disc;
varying float v_limb_sun;
void main() {
    float tangent = length(v_disc) / sqrt(u_distance * u_distance - 1.0);
    float height = max(u_distance * tangent * inversesqrt(1.0 + tangent * tangent) - 1.0, 0.0);
    float day = smoothstep(-0.22, 0.45, v_limb_sun);
    float fade = clamp((0.16 - height) * 8.0, 0.0, 1.0);
    float near = exp(-height * 85.0);
    float wide = exp(-height * 22.0) * fade;
    vec3 colour = vec3(0.40, 0.62, 1.0) * near * 0.80 + vec3(0.10, 0.27, 0.80) * wide * 0.52;
    vec3 night = vec3(0.030, 0.060, 0.140) * near;
    float dusk = max(1.0 - abs(v_limb_sun + 0.02) * 5.0, 0.0);
    colour = mix(night, colour, day) + vec3(0.30, 0.11, 0.04) * near * dusk * dusk;
    gl_FragColor = vec4(colour, 0.0);
}
"""

STAR_VERTEX = """
attribute vec3 a_direction;
attribute vec4 a_colour;
uniform mat4 u_view_projection;
uniform mat3 u_spin;
uniform vec3 u_back;
uniform float u_cone;
uniform float u_scale;
varying vec4 v_colour;
void main() {
    vec3 direction = u_spin * a_direction;
    gl_Position = u_view_projection * vec4(direction, 0.0);
    gl_Position.z = 0.0;  // infinitely far: no depth that the far plane could clip
    v_colour = vec4(a_colour.rgb, min(a_colour.a, 1.0));
    gl_PointSize = (1.7 + a_colour.a * 1.8) * u_scale;
    if (-dot(direction, u_back) > u_cone || a_colour.a <= 0.0) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    }
}
"""

STAR_FRAGMENT = """
varying vec4 v_colour;
void main() {
    vec2 d = gl_PointCoord - 0.5;
    float light = max(1.0 - 3.0 * dot(d, d), 0.0) * v_colour.a;
    gl_FragColor = vec4(v_colour.rgb * light, 0.0);
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
