"""GLSL of what lies over the Earth: how satellites move, pins, paths. GLSL 1.20, one attribute a declaration.

What the Earth hides is culled by geometry, not by a depth buffer: a point is hidden when it is beyond the
plane of the horizon and inside the cone from the eye to the limb. Colours are premultiplied by alpha.
"""

from dawnline_widgets.globe.draw.shaders_view import HIDDEN, PLACE

# u_weights are the Hermite weights of r0, v0, r1, v1; u_spin is (cos, sin) of the sidereal angle.
MOTION = """
attribute vec3 a_r0;
attribute vec3 a_v0;
attribute vec3 a_r1;
attribute vec3 a_v1;
uniform vec4 u_weights;
uniform vec2 u_spin;
vec3 satellite() {
    vec3 r = u_weights.x * a_r0 + u_weights.y * a_v0 + u_weights.z * a_r1 + u_weights.w * a_v1;
    return vec3(u_spin.x * r.x + u_spin.y * r.y, u_spin.x * r.y - u_spin.y * r.x, r.z);
}
"""

# Sites on the ground: a ring with a dot on a dark disc, so that it is read over ice and city lights alike.
PIN_VERTEX = (
    PLACE
    + HIDDEN
    + """
attribute vec3 a_point;
attribute vec2 a_style;
uniform float u_scale;
uniform float u_row;
uniform vec3 u_unknown;
uniform sampler2D u_maps;
varying vec3 v_colour;
varying vec2 v_shape;
void main() {
    gl_Position = place(a_point);
    float column = (clamp(a_style.x, 0.0, 1.0) * 255.0 + 0.5) / 256.0;
    vec3 colour = texture2DLod(u_maps, vec2(column, u_row), 0.0).rgb;
    v_colour = mix(u_unknown, colour, step(0.0, a_style.x));
    float radius = 0.5 * a_style.y * u_scale;
    float fade = max(smoothstep(0.0, 0.06, dot(a_point, u_back) - 1.0 / u_distance), u_is_map);
    v_shape = vec2(radius, fade);
    gl_PointSize = 2.0 * (radius + 2.0 * u_scale);
    if (a_style.y <= 0.0 || fade <= 0.0) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        gl_PointSize = 0.0;
    }
}
"""
)

PIN_FRAGMENT = """
uniform float u_scale;
varying vec3 v_colour;
varying vec2 v_shape;
void main() {
    float radius = v_shape.x;
    float away = length(gl_PointCoord - 0.5) * 2.0 * (radius + 2.0 * u_scale);
    float line = 0.8 * u_scale;
    float ring = clamp(line + 0.5 - abs(away - radius + line), 0.0, 1.0);
    float dot_radius = max(radius * 0.34, 1.3 * u_scale);
    float middle = clamp(dot_radius + 0.5 - away, 0.0, 1.0);
    float ground = clamp(radius + 1.2 * u_scale - away, 0.0, 1.0) * 0.62;
    float mark = max(ring, middle);
    vec3 colour = v_colour * mark;
    float alpha = max(mark, ground);
    gl_FragColor = vec4(colour, alpha) * v_shape.y;
}
"""

# One ring about what is selected, white with a dark edge.
RING_VERTEX = (
    PLACE
    + HIDDEN
    + """
attribute vec2 a_unit;
uniform vec3 u_point;
uniform float u_radius;
uniform float u_scale;
varying float v_light;
void main() {
    gl_Position = place(u_point + vec3(a_unit, 0.0));
    v_light = 1.0 - 0.75 * earth_hides(u_point);
    gl_PointSize = 2.0 * (u_radius + 2.5 * u_scale);
}
"""
)

RING_FRAGMENT = """
uniform vec3 u_colour;
uniform float u_radius;
uniform float u_scale;
varying float v_light;
void main() {
    float away = length(gl_PointCoord - 0.5) * 2.0 * (u_radius + 2.5 * u_scale);
    float off = abs(away - u_radius);
    float ring = clamp(0.9 * u_scale + 0.5 - off, 0.0, 1.0);
    float edge = clamp(2.0 * u_scale + 0.5 - off, 0.0, 1.0) * 0.55;
    gl_FragColor = vec4(u_colour * ring, max(ring, edge)) * v_light;
}
"""

# A path is a ribbon of two vertices a point, widened on the screen; a_side is -1 or 1.
PATH_VERTEX = (
    PLACE
    + """
attribute vec3 a_point;
attribute vec3 a_before;
attribute vec3 a_after;
attribute float a_side;
uniform vec2 u_spin;
uniform vec2 u_size;
uniform float u_width;
varying vec3 v_point;
varying float v_side;
varying float v_torn;
vec3 spun(vec3 r) {
    return vec3(u_spin.x * r.x + u_spin.y * r.y, u_spin.x * r.y - u_spin.y * r.x, r.z);
}
vec2 pixel(vec4 clip) {
    return clip.xy / max(clip.w, 1e-4) * u_size;
}
void main() {
    v_point = spun(a_point);
    vec4 clip = place(v_point);
    vec3 earlier = spun(a_before);
    vec3 later = spun(a_after);
    vec4 clip_before = place(earlier);
    vec4 clip_after = place(later);
    // What passes the eye has no direction on the screen.
    bool passes = min(clip.w, min(clip_before.w, clip_after.w)) < 1e-4;
    v_torn = passes || torn(v_point, earlier) || torn(v_point, later) ? 1.0 : 0.0;
    vec2 along = pixel(clip_after) - pixel(clip_before);
    float size = length(along);
    along = size > 1e-4 ? along / size : vec2(1.0, 0.0);
    float reach = 0.5 * u_width + 1.0;
    v_side = a_side * reach;
    clip.xy += vec2(-along.y, along.x) * a_side * reach * 2.0 / u_size * clip.w;
    gl_Position = clip;
}
"""
)

PATH_FRAGMENT = (
    HIDDEN
    + """
uniform vec4 u_colour;
uniform float u_width;
uniform float u_behind;
varying vec3 v_point;
varying float v_side;
varying float v_torn;
void main() {
    if (v_torn > 0.0) {
        discard;
    }
    float line = clamp(0.5 * u_width + 0.5 - abs(v_side), 0.0, 1.0);
    float alpha = u_colour.a * line * mix(1.0, u_behind, earth_hides(v_point));
    gl_FragColor = vec4(u_colour.rgb * alpha, alpha);
}
"""
)
