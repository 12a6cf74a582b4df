"""GLSL of ways over space and ground, and of gateways. GLSL 1.20, one attribute a declaration.

A way is a ribbon of two vertices a point, widened on the screen. Colours are premultiplied by alpha.
"""

from dawnline_widgets.globe.draw.shaders_view import HIDDEN, PLACE

# a_side: which side (-1 or 1), how far along its line in pixels, whether it lies on the ground.
WAY_VERTEX = (
    PLACE
    + """
attribute vec3 a_point;
attribute vec3 a_before;
attribute vec3 a_after;
attribute vec3 a_side;
uniform vec2 u_size;
uniform float u_reach;
varying vec3 v_point;
varying vec4 v_side;
vec2 pixel(vec4 clip) {
    return clip.xy / max(clip.w, 1e-4) * u_size;
}
void main() {
    v_point = a_point;
    vec4 clip = place(a_point);
    vec4 clip_before = place(a_before);
    vec4 clip_after = place(a_after);
    bool passes = min(clip.w, min(clip_before.w, clip_after.w)) < 1e-4;
    float gone = passes || torn(a_point, a_before) || torn(a_point, a_after) ? 1.0 : 0.0;
    vec2 along = pixel(clip_after) - pixel(clip_before);
    float size = length(along);
    along = size > 1e-4 ? along / size : vec2(1.0, 0.0);
    v_side = vec4(a_side.x * u_reach, a_side.y, a_side.z, gone);
    clip.xy += vec2(-along.y, along.x) * a_side.x * u_reach * 2.0 / u_size * clip.w;
    gl_Position = clip;
}
"""
)

# A line with a dark edge; on the ground dotted. What moves along it are chevrons that point where it goes.
WAY_FRAGMENT = (
    HIDDEN
    + """
uniform vec4 u_colour;
uniform vec3 u_dark;
uniform float u_width;
uniform float u_scale;
uniform float u_directed;
uniform float u_period;
uniform float u_phase;
varying vec3 v_point;
varying vec4 v_side;
void main() {
    if (v_side.w > 0.0) {
        discard;
    }
    float off = abs(v_side.x);
    float line = clamp(0.5 * u_width + 0.5 - off, 0.0, 1.0);
    float edge = clamp(0.5 * u_width + 1.6 * u_scale - off, 0.0, 1.0) * 0.45 * u_directed;
    if (v_side.z > 0.5) {
        float dotted = step(fract(v_side.y / (5.0 * u_scale)), 0.55);
        line *= dotted;
        edge *= dotted;
    }
    float arrow = 0.0;
    if (u_directed > 0.5) {
        float behind = u_period * (1.0 - fract((v_side.y + off * 1.1) / u_period - u_phase));
        arrow = clamp(3.0 * u_scale + 0.5 - behind, 0.0, 1.0) * clamp(4.5 * u_scale + 0.5 - off, 0.0, 1.0);
    }
    float mark = max(line, arrow);
    float seen = 1.0 - 0.86 * earth_hides(v_point);
    float alpha = max(mark * u_colour.a, edge) * seen;
    gl_FragColor = vec4(mix(u_dark, mix(u_colour.rgb, vec3(1.0), 0.35 * arrow), mark) * alpha, alpha);
}
"""
)

STOP_VERTEX = (
    PLACE
    + HIDDEN
    + """
attribute vec3 a_point;
uniform float u_scale;
varying float v_seen;
void main() {
    gl_Position = place(a_point);
    v_seen = 1.0 - 0.86 * earth_hides(a_point);
    gl_PointSize = 12.0 * u_scale;
}
"""
)

STOP_FRAGMENT = """
uniform vec4 u_colour;
uniform vec3 u_dark;
uniform float u_scale;
varying float v_seen;
void main() {
    float away = length(gl_PointCoord - 0.5) * 12.0 * u_scale;
    float disc = clamp(4.6 * u_scale + 0.5 - away, 0.0, 1.0);
    float ring = clamp(0.8 * u_scale + 0.5 - abs(away - 3.4 * u_scale), 0.0, 1.0);
    gl_FragColor = vec4(mix(u_dark, u_colour.rgb, ring) * disc, disc * max(ring, 0.75)) * v_seen;
}
"""

# Gateways are squares on their tip with a dot: told from the rings of sites by shape, whatever the colour.
GATEWAY_FRAGMENT = """
uniform float u_scale;
varying vec3 v_colour;
varying vec2 v_shape;
void main() {
    float radius = v_shape.x;
    vec2 off = abs(gl_PointCoord - 0.5) * 2.0 * (radius + 2.0 * u_scale);
    float away = off.x + off.y;
    float line = 0.9 * u_scale;
    float frame = clamp(line + 0.5 - abs(away - radius + line), 0.0, 1.0);
    float ground = clamp(radius + 1.2 * u_scale - away, 0.0, 1.0) * 0.62;
    float middle = clamp(1.1 * u_scale + 0.5 - away, 0.0, 1.0);
    float mark = max(frame, middle);
    gl_FragColor = vec4(v_colour * mark, max(mark, ground)) * v_shape.y;
}
"""
