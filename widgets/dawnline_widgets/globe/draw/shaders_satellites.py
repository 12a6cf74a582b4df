"""GLSL of satellites: discs, the density of very many, and rings about marked ones. GLSL 1.20.

On the globe everything is in TEME: the layer turns the camera and the Sun by the sidereal angle, not all
points. ``a_mark`` holds a colour (red * 65536 + green * 256 + blue) and ``32 * kind + size``; kind is 0 for
known, 1 for stale, 2 for unknown.
"""

from dawnline_widgets.globe.draw.shaders_marks import MOTION
from dawnline_widgets.globe.draw.shaders_view import HIDDEN, PLACE, PLACE_ON_GLOBE

# As MOTION, without the turn.
MOTION_AMONG_STARS = """
attribute vec3 a_r0;
attribute vec3 a_v0;
attribute vec3 a_r1;
attribute vec3 a_v1;
uniform vec4 u_weights;
vec3 satellite() {
    return u_weights.x * a_r0 + u_weights.y * a_v0 + u_weights.z * a_r1 + u_weights.w * a_v1;
}
"""

# u_near is the eye and the square of the distance up to which satellites are drawn as bodies.
_MARK = """
attribute vec2 a_mark;
uniform vec3 u_sun;
uniform vec4 u_near;
vec3 mark_colour() {
    float green_up = floor(a_mark.x / 256.0);
    float red = floor(green_up / 256.0);
    return vec3(red, green_up - 256.0 * red, a_mark.x - 256.0 * green_up) / 255.0;
}
bool nowhere(vec3 point) {
    vec3 off = point - u_near.xyz;
    return dot(point, point) < 0.9 || dot(off, off) < u_near.w;
}
"""

# Outside the clip volume and of size 0: not drawn. What varies is packed: each number costs with each point.
# v_look is the colour and how much the satellite glows; v_shape the radius of the disc, how far the square
# reaches, one over how far the glow does, and whether it is stale.
_DISC = """
uniform float u_scale;
varying vec4 v_look;
varying vec4 v_shape;
void main() {
    vec3 point = satellite();
    gl_Position = place(point);
    vec3 colour = mark_colour();
    float kind = floor(a_mark.y / 32.0);
    float size = a_mark.y - 32.0 * kind;
    float stale = kind == 1.0 ? 1.0 : 0.0;
    float known = kind == 0.0 ? 1.0 : 0.0;

    // Umbra and penumbra narrow and widen with the distance behind the Earth by the Sun's half angle.
    float behind = -dot(point, u_sun);
    float axis = length(point + u_sun * behind);
    float sunlit = behind < 0.0 ? 1.0 : smoothstep(1.0 - 0.0047 * behind, 1.0 + 0.0047 * behind, axis);

    // In shadow: a dim ring of the same colour round a core of night blue. Unknown: an empty ring.
    // Stale: an empty diamond of half the brightness.
    float glow = known * sunlit;
    float grey = dot(colour, vec3(0.30, 0.55, 0.15));
    vec3 shaded = mix(vec3(grey), colour, 0.75) * 0.40 + vec3(0.05, 0.09, 0.20);
    v_look = vec4(mix(shaded, colour, sunlit) * (1.0 - 0.45 * stale), glow);

    // The square ends where of the glow less than a hundredth is left.
    float radius = 0.5 * size * u_scale * (1.0 + 0.35 * stale);
    float soft = radius + mix(1.0, 1.0 + radius, glow);
    float reach = max(soft * (1.0 - 0.16 * glow), radius + 0.5);
    v_shape = vec4(radius, reach, 1.0 / soft, stale);
    gl_PointSize = 2.0 * reach;
    if (size <= 0.0 || nowhere(point) || earth_hides(point) > 0.5) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        gl_PointSize = 0.0;
    }
}
"""
SATELLITE_VERTEX = PLACE_ON_GLOBE + HIDDEN + MOTION_AMONG_STARS + _MARK + _DISC
SATELLITE_ON_MAP_VERTEX = PLACE + HIDDEN + MOTION + _MARK + _DISC

SATELLITE_FRAGMENT = """
varying vec4 v_look;
varying vec4 v_shape;
void main() {
    vec2 off = abs(gl_PointCoord - 0.5) * 2.0 * v_shape.y;
    float away = mix(length(off), off.x + off.y, v_shape.w);
    float disc = clamp(v_shape.x - away + 0.5, 0.0, 1.0);
    float core = clamp(v_shape.x - 0.7 - away, 0.0, 1.0) * (1.0 - v_look.a);
    float soft = max(1.0 - away * v_shape.z, 0.0);
    float halo = v_look.a * soft * soft * 0.30 * (1.0 - disc);
    vec3 colour = mix(v_look.rgb, vec3(0.035, 0.06, 0.14), core) * disc + v_look.rgb * halo;
    gl_FragColor = vec4(colour, disc);
}
"""

# The density: points of one size, each its colour times its weight and its weight, added up.
_DOT = """
uniform float u_size;
varying vec4 v_light;
void main() {
    vec3 point = satellite();
    gl_Position = place(point);
    gl_PointSize = u_size;
    float behind = dot(point, u_sun);
    bool shaded = behind < 0.0 && dot(point, point) - behind * behind < 1.0;
    vec3 colour = mark_colour();
    vec3 seen = shaded ? colour * 0.50 + vec3(0.02, 0.04, 0.10) : colour;
    float weight = (a_mark.y >= 32.0 ? 0.5 : 1.0) * u_weight;
    v_light = vec4(seen * weight, weight);
    bool without_size = mod(a_mark.y, 32.0) <= 0.0;
    if (without_size || nowhere(point) || earth_hides(point) > 0.5) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    }
}
"""
_WEIGHT = "uniform float u_weight;\n"
DENSITY_VERTEX = PLACE_ON_GLOBE + HIDDEN + MOTION_AMONG_STARS + _MARK + _WEIGHT + _DOT
DENSITY_ON_MAP_VERTEX = PLACE + HIDDEN + MOTION + _MARK + _WEIGHT + _DOT

DENSITY_FRAGMENT = """
varying vec4 v_light;
void main() {
    gl_FragColor = v_light;
}
"""

TONE_VERTEX = """
attribute vec2 a_corner;
varying vec2 v_at;
void main() {
    v_at = 0.5 + 0.5 * a_corner;
    gl_Position = vec4(a_corner, 0.0, 1.0);
}
"""

# The mean colour, as opaque as it is dense; where it is densest it glows in its own colour.
TONE_FRAGMENT = """
uniform sampler2D u_sum;
uniform float u_dense;
varying vec2 v_at;
void main() {
    vec4 sum = texture2D(u_sum, v_at);
    if (sum.a <= 0.0) {
        discard;
    }
    vec3 colour = sum.rgb / sum.a;
    float depth = u_dense * sum.a;
    float alpha = 1.0 - exp(-depth);
    float glow = 0.35 * (1.0 - exp(-0.35 * depth));
    gl_FragColor = vec4(colour * (alpha + glow), alpha);
}
"""

# A ring about each marked satellite.
MARKED_VERTEX = (
    PLACE
    + HIDDEN
    + """
attribute vec3 a_point;
uniform float u_scale;
void main() {
    gl_Position = place(a_point);
    gl_PointSize = 15.0 * u_scale;
    if (dot(a_point, a_point) < 0.9 || earth_hides(a_point) > 0.5) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        gl_PointSize = 0.0;
    }
}
"""
)

MARKED_FRAGMENT = """
uniform vec3 u_colour;
uniform float u_scale;
void main() {
    float away = length(gl_PointCoord - 0.5) * 15.0;
    float ring = clamp((0.6 - abs(away - 5.6)) * u_scale + 0.5, 0.0, 1.0);
    float halo = 0.22 * clamp(1.0 - abs(away - 5.6) / 1.9, 0.0, 1.0);
    gl_FragColor = vec4(u_colour * (ring * 0.9 + halo), ring * 0.9);
}
"""
