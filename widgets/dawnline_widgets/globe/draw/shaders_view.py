"""GLSL that puts places into the picture, on the globe and on flat maps. GLSL 1.20.

The same formulas as ``view.viewpoint`` and ``view.flat_map``; a test compares pixels with them.
"""

# On the globe alone: one product. For the million points that need nothing else.
PLACE_ON_GLOBE = """
uniform mat4 u_view_projection;
vec4 place(vec3 r) {
    return u_view_projection * vec4(r, 1.0);
}
"""

# u_flat: flatness, kind of map (0 equirectangular, 1 Equal Earth), central meridian, y in the middle.
# Equal Earth: Savric, Patterson, Jenny 2019, as in view.flat_map.
PLACE = """
uniform mat4 u_projection;
uniform mat3 u_to_eye;
uniform vec3 u_eye;
uniform vec4 u_flat;
uniform float u_map_height;
float turned(float lon) {
    return lon - 6.28318530718 * floor(lon / 6.28318530718 + 0.5);
}
vec2 sheet_of(float lon, float sin_lat) {
    vec2 plain = vec2(lon, asin(clamp(sin_lat, -1.0, 1.0)));
    float theta = asin(clamp(0.86602540378 * sin_lat, -1.0, 1.0));
    float t2 = theta * theta;
    float t6 = t2 * t2 * t2;
    float slope = 1.340264 - 0.243318 * t2 + t6 * (0.006251 + 0.034164 * t2);
    vec2 equal = vec2(lon * cos(theta) / (0.86602540378 * slope),
                      theta * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2)));
    return mix(plain, equal, u_flat.y);
}
// The sine of the latitude, as view.flat_map has it: what flies is above the ground below it.
float sine_of_latitude(vec3 r) {
    float size = max(length(r), 1e-6);
    if (size < 1.01) {
        return r.z / size;
    }
    float across = length(r.xy);
    vec2 steep = normalize(vec2(across * 0.99664718933, r.z));
    vec2 level = vec2(across - 0.00669437999 * steep.x * steep.x * steep.x,
                      r.z + 0.00671690093 * steep.y * steep.y * steep.y);
    return level.y / length(level);
}
// Where r is in the eye's frame; `lon` is its longitude off the central meridian of the map.
vec3 seen_at(vec3 r, float lon) {
    vec3 globe = u_to_eye * (r - u_eye);
    if (u_flat.x <= 0.0) {
        return globe;
    }
    vec2 sheet = sheet_of(lon, sine_of_latitude(r));
    return mix(globe, vec3(sheet.x, sheet.y - u_flat.w, -u_map_height), u_flat.x);
}
float map_lon(vec3 r) {
    return turned(atan(r.y, r.x) - u_flat.z);
}
vec4 place(vec3 r) {
    return u_projection * vec4(seen_at(r, map_lon(r)), 1.0);
}
// Whether the line from r to s crosses the edge of a map; then it is not drawn.
bool torn(vec3 r, vec3 s) {
    return u_flat.x > 0.0 && abs(map_lon(r) - map_lon(s)) > 3.14159265;
}
"""

# Whether the Earth hides a point; on a map nothing is hidden.
HIDDEN = """
uniform vec3 u_back;
uniform float u_distance;
uniform float u_is_map;
float earth_hides(vec3 point) {
    float along = dot(point, u_back);
    float away = u_distance - along;
    float across2 = dot(point, point) - along * along;
    bool beyond = along * u_distance < 1.0;
    bool inside = across2 * (u_distance * u_distance - 1.0) < away * away;
    return (beyond && inside) ? 1.0 - u_is_map : 0.0;
}
"""
