#version 3.7;
// A brass French horn lying on dark cloth, seen from above. Unit: 10 cm; z points away from the
// viewer, so the cloth is the plane z = 0.9 and the bell opens towards the lower right.
#include "common.inc"

TracedDaylight(24)
#declare Brass = texture {
  pigment { srgb <0.93, 0.72, 0.34> }
  finish { diffuse 0.34 specular 0.9 roughness 0.008 metallic reflection { 0.60 metallic } }
}
// A studio: dark room with bright panels for the brass to mirror.
sky_sphere { pigment { gradient y color_map { [0 srgb <0.12, 0.12, 0.14>] [1 srgb
  <0.45, 0.46, 0.5>] } } }
SoftSun(<-0.6, 0.9, -1>, 40, 1.1)
light_source { <80, 20, -120> srgb <0.4, 0.42, 0.5> shadowless }
#macro Panel(P, W, H, Brightness)
  box { <-W, -H, -0.1>, <W, H, 0.1> pigment { srgb Brightness } finish { diffuse 0 emission 1 }
    rotate x * 20 translate P no_image no_shadow }
#end
Panel(<-13, 9, -20>, 5, 8, 2.6)
Panel(<13, 2, -20>, 2, 9, 2.0)
Panel(<0, 17, -13>, 9, 3, 2.2)
Panel(<2, -15, -16>, 6, 2, 0.9)

camera {
  location <-0.6, -2.6, -15>
  right x * image_width / image_height
  look_at <-0.4, -0.8, 0>
  angle 32.5
}

// Velvet.
plane {
  -z, -0.95
  pigment { bozo turbulence 0.7 scale 2.5 color_map { [0 srgb <0.16, 0.02, 0.04>] [1 srgb
    <0.38, 0.05, 0.08>] } }
  normal { wrinkles 0.9 scale 2.2 }
}

// Everything below is brass unless it says otherwise.
#default { texture { Brass } }

// A ring that joins two lengths of tube.
#macro Ferrule(Centre, R, Angle, Z, Thick)
  cylinder { -y * 0.16, y * 0.16, Thick rotate z * Angle
    translate Centre + <R * cos(radians(Angle)), R * sin(radians(Angle)), Z> }
#end

// Main coils.
torus { 2.50, 0.17 rotate x * 90 translate z * 0.05 }
torus { 2.16, 0.12 rotate <88, 0, 0> translate -z * 0.12 }
torus { 1.84, 0.11 rotate <92, 0, 0> translate <0.03, -0.06, 0.1> }
torus { 1.52, 0.10 rotate x * 90 translate <0.1, 0.1, -0.1> }
Ferrule(0, 2.50, 60, 0.05, 0.20) Ferrule(0, 2.50, 150, 0.05, 0.20) Ferrule(0, 2.18, 90, -0.1, 0.15)
// Lead pipe to the mouthpiece at the upper left.
Tube(array[5] { <2.1, 1.5, -0.3>, <1.0, 2.75, -0.3>, <-0.6, 3.0, -0.35>, <-2.1, 2.75, -0.4>,
  <-3.3, 2.35, -0.45> }, 0.075)
cone { <-3.25, 2.37, -0.45>, 0.08, <-3.75, 2.19, -0.47>, 0.17 texture { Chrome } }
torus { 0.15, 0.035 rotate z * 110 translate <-3.76, 2.19, -0.47> texture { Chrome } }
// Valve slides: narrow loops across the middle.
#for (I, 0, 2)
  Tube(array[6] { <-0.5 + 0.42 * I, -0.1, -0.25>, <-0.75 + 0.42 * I, 0.6, -0.3>,
    <-0.75 + 0.42 * I, 1.1, -0.3>, <-0.55 + 0.42 * I, 1.25, -0.3>, <-0.4 + 0.42 * I, 1.05, -0.3>,
    <-0.25 + 0.42 * I, 0.1, -0.25> }, 0.075)
  Tube(array[5] { <-0.35 + 0.4 * I, -0.5, 0.1>, <-0.3 + 0.45 * I, -1.1, 0.1>,
    <-0.1 + 0.45 * I, -1.35, 0.1>, <0.1 + 0.45 * I, -1.1, 0.1>, <0.05 + 0.4 * I, -0.4, 0.1> }, 0.07)
#end
// Rotary valves and their keys.
#for (I, 0, 2)
  cylinder { <-0.52 + 0.5 * I, -0.25, -0.55>, <-0.52 + 0.5 * I, -0.25, 0.25>, 0.22 }
  cylinder { <-0.52 + 0.5 * I, -0.25, -0.60>, <-0.52 + 0.5 * I, -0.25, -0.54>, 0.24 texture {
    Chrome } }
  Tube(array[4] { <-0.5 + 0.5 * I, -0.25, -0.62>, <-0.9 + 0.4 * I, -0.05, -0.66>,
    <-1.5 + 0.3 * I, 0.15, -0.7>, <-1.8 + 0.3 * I, 0.35, -0.7> }, 0.035)
  sphere { 0, 1 scale <0.13, 0.32, 0.05> rotate z * 20 translate <-1.85 + 0.3 * I, 0.5, -0.72> }
#end

// The bell: a flare turned about its axis, joined to the end of the widest coil.
#declare BellProfile = lathe {
  cubic_spline 9,
  <0.15, -0.6>, <0.19, 0>, <0.24, 0.8>, <0.33, 1.5>, <0.55, 2.2>, <0.95, 2.7>, <1.48, 2.98>,
  <1.66, 3.02>, <1.8, 3.0>
}
union {
  object { BellProfile }
  torus { 1.66, 0.045 translate y * 3.02 }
  rotate x * -38 rotate z * -142
  translate <-1.95, -1.5, 0.05>
}
