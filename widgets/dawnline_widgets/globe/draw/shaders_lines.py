"""GLSL of lines and of the field over the Earth. GLSL 1.20, one attribute a declaration.

A line is a ribbon of two vertices a point, widened on the screen. Colours are premultiplied by alpha.
"""

from dawnline_widgets.globe.draw.shaders_marks import MOTION
from dawnline_widgets.globe.draw.shaders_view import HIDDEN, PLACE, PLACE_ON_GLOBE

# On the globe alone nothing is torn.
_WHOLE = """
bool torn(vec3 r, vec3 s) {
    return false;
}
"""

# a_side: which side of the line (-1 or 1), and how far along the line, radians.
_LINE = """
attribute vec3 a_point;
attribute vec3 a_before;
attribute vec3 a_after;
attribute vec2 a_side;
uniform vec2 u_size;
uniform float u_width;
varying vec3 v_point;
varying vec3 v_side;
vec2 pixel(vec4 clip) {
    return clip.xy / max(clip.w, 1e-4) * u_size;
}
void main() {
    v_point = a_point;
    vec4 clip = place(a_point);
    float apart = torn(a_point, a_before) || torn(a_point, a_after) ? 1.0 : 0.0;
    vec2 along = pixel(place(a_after)) - pixel(place(a_before));
    float size = length(along);
    along = size > 1e-4 ? along / size : vec2(1.0, 0.0);
    float reach = 0.5 * u_width + 1.0;
    v_side = vec3(a_side.x * reach, a_side.y, apart);
    clip.xy += vec2(-along.y, along.x) * a_side.x * reach * 2.0 / u_size * clip.w;
    // A point that the Earth hides with both its neighbours: nothing of its pieces is seen, since what the
    // Earth hides is convex. Behind the far plane they cost nothing.
    if (earth_hides(a_before) + earth_hides(a_point) + earth_hides(a_after) > 2.5) {
        clip.z = 2.0 * clip.w;
    }
    gl_Position = clip;
}
"""
LINE_VERTEX = PLACE_ON_GLOBE + HIDDEN + _WHOLE + _LINE
LINE_ON_MAP_VERTEX = PLACE + HIDDEN + _LINE

# Both ends of a piece across a map's edge are torn; its neighbours are torn at one end only.
LINE_FRAGMENT = (
    HIDDEN
    + """
uniform vec4 u_colour;
uniform float u_width;
uniform float u_dash;
uniform float u_limb;
varying vec3 v_point;
varying vec3 v_side;
void main() {
    if (v_side.z > 0.999 || earth_hides(v_point) > 0.5) {
        discard;
    }
    float line = clamp(0.5 * u_width + 0.5 - abs(v_side.x), 0.0, 1.0);
    if (u_dash > 0.0) {
        line *= step(fract(v_side.y / u_dash), 0.55);
    }
    // Towards the limb the coasts crowd: there they fade, u_limb says how much.
    float high = smoothstep(0.0, 0.35, dot(v_point, u_back) - 1.0 / u_distance);
    float alpha = u_colour.a * line * (1.0 - u_limb * (1.0 - u_is_map) * (1.0 - high));
    gl_FragColor = vec4(u_colour.rgb * alpha, alpha);
}
"""
)

# Lines on the ground, one pixel wide. A piece over the horizon is cut by the far plane, a little early.
HAIR_VERTEX = (
    PLACE_ON_GLOBE
    + """
attribute vec3 a_point;
uniform vec3 u_back;
uniform float u_distance;
uniform float u_limb;
varying float v_seen;
void main() {
    gl_Position = place(a_point);
    float high = dot(a_point, u_back) - 1.0 / u_distance;
    v_seen = 1.0 - u_limb * (1.0 - smoothstep(0.0, 0.35, high));
    if (high < 0.0) {
        gl_Position.z = 2.0 * gl_Position.w;
    }
}
"""
)

HAIR_FRAGMENT = """
uniform vec4 u_colour;
varying float v_seen;
void main() {
    float alpha = u_colour.a * v_seen;
    gl_FragColor = vec4(u_colour.rgb * alpha, alpha);
}
"""

# Links share the vertices of the satellites; a satellite that is nowhere is at the Earth's centre.
# `seen` is below zero where the Earth hides a point. It is convex, so that along a link it is nowhere more
# than its ends let expect: with it as depth, the far plane cuts off only what is hidden, at no cost.
LINK_VERTEX = (
    PLACE_ON_GLOBE
    + MOTION
    + """
uniform vec3 u_back;
uniform float u_distance;
varying vec3 v_point;
void main() {
    v_point = satellite();
    gl_Position = place(v_point);
    float along = dot(v_point, u_back);
    float across2 = max(dot(v_point, v_point) - along * along, 0.0);
    float beside = sqrt(across2 * (1.0 - 1.0 / (u_distance * u_distance))) - 1.0 + along / u_distance;
    float seen = max(along - 1.0 / u_distance, beside);
    gl_Position.z = gl_Position.w - 0.01 * seen;
}
"""
)

LINK_FRAGMENT = (
    HIDDEN
    + """
uniform vec4 u_colour;
varying vec3 v_point;
void main() {
    if (dot(v_point, v_point) < 0.8 || earth_hides(v_point) > 0.5) {
        discard;
    }
    gl_FragColor = vec4(u_colour.rgb * u_colour.a, u_colour.a);
}
"""
)

LINK_ON_MAP_VERTEX = (
    PLACE
    + MOTION
    + """
varying vec3 v_point;
varying float v_lon;
void main() {
    v_point = satellite();
    v_lon = u_flat.x > 0.0 ? map_lon(v_point) : 0.0;
    gl_Position = place(v_point);
}
"""
)

# A link across a map's edge runs over the whole map while its point hardly moves: it is not drawn.
LINK_ON_MAP_FRAGMENT = (
    HIDDEN
    + """
uniform vec4 u_colour;
varying vec3 v_point;
varying float v_lon;
void main() {
    float turned = length(vec2(dFdx(v_lon), dFdy(v_lon))) * length(v_point.xy);
    float moved = length(vec2(length(dFdx(v_point)), length(dFdy(v_point))));
    if (moved < 0.5 * turned || dot(v_point, v_point) < 0.8 || earth_hides(v_point) > 0.5) {
        discard;
    }
    gl_FragColor = vec4(u_colour.rgb * u_colour.a, u_colour.a);
}
"""
)

# The field lies on a sheet of longitudes (off the central meridian) and latitudes.
FIELD_VERTEX = (
    PLACE
    + """
attribute vec2 a_sheet;
varying vec2 v_place;
void main() {
    float lon = a_sheet.x + u_flat.z;
    vec3 normal = vec3(cos(a_sheet.y) * cos(lon), cos(a_sheet.y) * sin(lon), sin(a_sheet.y));
    v_place = vec2(lon * 0.15915494309 + 0.5, 0.5 - a_sheet.y * 0.31830988618);
    gl_Position = u_projection * vec4(seen_at(normal, a_sheet.x), 1.0);
}
"""
)

FIELD_FRAGMENT = """
uniform sampler2D u_field;
uniform float u_alpha;
varying vec2 v_place;
void main() {
    gl_FragColor = texture2D(u_field, v_place) * u_alpha;
}
"""
