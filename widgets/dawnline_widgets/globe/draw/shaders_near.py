"""GLSL of satellites seen from near: flat faces in the eye's frame, already lit. GLSL 1.20.

``a_face`` is where a vertex is on its face, -1 to 1 both ways, how many lines of cells cross it, and how wide
its coloured rim is (pixels).
"""

NEAR_VERTEX = """
uniform mat4 u_projection;
attribute vec3 a_local;
attribute vec4 a_face;
attribute vec3 a_colour;
attribute vec3 a_rim;
varying vec4 v_face;
varying vec3 v_colour;
varying vec3 v_rim;
void main() {
    v_face = a_face;
    v_colour = a_colour;
    v_rim = a_rim;
    gl_Position = u_projection * vec4(a_local, 1.0);
}
"""

NEAR_FRAGMENT = """
varying vec4 v_face;
varying vec3 v_colour;
varying vec3 v_rim;
float lines(float at, float step_px) {
    float width = 1.0 / max(step_px, 1e-3);
    float off = abs(fract(at) - 0.5);
    return smoothstep(0.5 - 1.2 * width, 0.5, off) * clamp(step_px / 5.0 - 0.8, 0.0, 1.0);
}
void main() {
    vec2 a_pixel = max(fwidth(v_face.xy), vec2(1e-6));
    vec2 inside = (1.0 - abs(v_face.xy)) / a_pixel;
    float edge = min(inside.x, inside.y);
    float alpha = clamp(edge + 0.5, 0.0, 1.0);
    vec3 colour = v_colour;
    if (v_face.z > 0.0) {
        vec2 cells = vec2(v_face.z, max(floor(v_face.z / 3.0), 2.0));
        vec2 at = (v_face.xy * 0.5 + 0.5) * cells;
        vec2 cell_px = 2.0 / (a_pixel * cells);
        float line = max(lines(at.x + 0.5, cell_px.x), lines(at.y + 0.5, cell_px.y));
        colour *= 1.0 - 0.45 * line;
    }
    float rim = clamp(v_face.w - edge + 0.5, 0.0, 1.0);
    colour = mix(colour, v_rim, rim);
    gl_FragColor = vec4(colour * alpha, alpha);
}
"""
