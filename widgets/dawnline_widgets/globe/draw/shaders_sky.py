"""GLSL of the sky: Milky Way, stars, Sun and Moon. GLSL 1.20, one attribute a declaration.

All of it is infinitely far: directions are drawn with w = 0, and z = 0 keeps them from the far plane.
Colours are premultiplied by alpha; alpha 0 adds light.
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
    gl_Position.z = 0.0;
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

# a_place is right ascension and declination as parts of the picture: 0 to 1, and 0 at the north pole.
MILKY_WAY_VERTEX = """
attribute vec2 a_place;
uniform mat4 u_view_projection;
uniform mat3 u_spin;
uniform vec3 u_back;
uniform float u_cone;
varying vec2 v_place;
void main() {
    float ra = a_place.x * 6.28318530718;
    float down = a_place.y * 3.14159265359;
    vec3 direction = u_spin * vec3(sin(down) * cos(ra), sin(down) * sin(ra), cos(down));
    gl_Position = u_view_projection * vec4(direction, 0.0);
    // So deep behind the Earth that all cells with this corner are behind it: cut by the far plane.
    gl_Position.z = -dot(direction, u_back) > u_cone ? 2.0 * gl_Position.w : 0.0;
    v_place = a_place;
}
"""

# Dim light has few steps of 255: half a step of noise hides their edges.
MILKY_WAY_FRAGMENT = """
uniform sampler2D u_milky_way;
varying vec2 v_place;
void main() {
    float light = texture2D(u_milky_way, v_place).r;
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec3 colour = mix(vec3(0.105, 0.125, 0.185), vec3(0.215, 0.200, 0.205), light) * light;
    gl_FragColor = vec4(max(colour + noise / 255.0 * min(light * 8.0, 1.0), 0.0), 0.0);
}
"""

# A square about a direction: a_corner is -1 to 1, u_reach the tangent of half its width.
SQUARE_VERTEX = """
attribute vec2 a_corner;
uniform mat4 u_view_projection;
uniform mat3 u_square;
uniform float u_reach;
varying vec2 v_corner;
void main() {
    gl_Position = u_view_projection * vec4(u_square * vec3(a_corner * u_reach, 1.0), 0.0);
    gl_Position.z = 0.0;
    v_corner = a_corner;
}
"""

# u_disc is the radius of the Sun's disc as a part of the square; u_seen how much of it the Earth leaves.
SUN_FRAGMENT = """
uniform float u_disc;
uniform float u_seen;
varying vec2 v_corner;
void main() {
    float away = length(v_corner);
    float soft = max(1.0 - away, 0.0);
    soft *= soft;
    float radii = away / u_disc;
    float disc = 1.0 - smoothstep(0.85, 1.15, radii);
    float near = 1.0 / (1.0 + 0.55 * radii * radii);
    float wide = 1.0 / (1.0 + 0.035 * radii * radii);
    vec3 glow = vec3(1.0, 0.93, 0.80) * near * 0.95 + vec3(0.62, 0.50, 0.38) * wide * 0.42;
    vec3 colour = vec3(1.0, 0.98, 0.93) * disc + glow * soft * u_seen;
    gl_FragColor = vec4(min(colour, 1.0), 0.0);
}
"""

# u_towards_sun is the Sun's direction in the frame of the square: right, up, away from the eye.
# Lommel and Seeliger: what is lit at a slant is as bright as what is lit from above, as on the full Moon.
MOON_FRAGMENT = """
uniform vec3 u_towards_sun;
uniform float u_edge;
varying vec2 v_corner;
void main() {
    float away = length(v_corner) * (1.0 + u_edge);
    float cover = clamp((1.0 - away) / u_edge + 0.5, 0.0, 1.0);
    vec2 at = v_corner * (1.0 + u_edge);
    float up = sqrt(max(1.0 - dot(at, at), 0.0));
    float sun = dot(vec3(at, -up), u_towards_sun);
    float light = smoothstep(-0.03, 0.10, sun) * max(sun, 0.02) / (max(sun, 0.02) + up + 0.05) * 1.5;
    vec3 colour = vec3(0.93, 0.92, 0.88) * min(light, 0.95) + vec3(0.020, 0.024, 0.032);
    gl_FragColor = vec4(colour * cover, cover);
}
"""
