#version 3.7;
// A tench on an angler's unhooking mat in the grass, head to the left. Unit: 10 cm.
#include "common.inc"
#include "plants.inc"

FillLight(0.8)
Sun(<-0.5, 1.0, -0.4>, 1.2)
sky_sphere { pigment { gradient y color_map { [0 srgb <0.7, 0.8, 0.85>] [1 srgb <0.5, 0.65, 0.85>]
  } } }

camera {
  location <0.1, 5.4, -7.0>
  right x * image_width / image_height
  look_at <0.22, 0.4, 0.05>
  angle 44
}

// Dark olive back, bronze flank, pale gold belly, broken up by small scales.
#declare Flank = pigment {
  gradient y turbulence 0.04 scale 2.2 translate -y * 1.15
  color_map {
    [0.00 srgb <0.72, 0.60, 0.30>] [0.22 srgb <0.62, 0.52, 0.22>] [0.45 srgb <0.45, 0.42, 0.17>]
    [0.70 srgb <0.28, 0.30, 0.13>] [1.00 srgb <0.12, 0.15, 0.08>]
  }
}
#declare Scales = normal { hexagon 0.35 scale 0.035 rotate x * 90 turbulence 0.02 }
#declare Wet = finish { diffuse 0.75 specular 0.35 roughness 0.02 }
#declare FinHue = srgb <0.30, 0.25, 0.13>;

// A fin in the x-y plane: an outline around the origin, with rays fanning out from its root.
#macro Fin(Count, Points)
  prism {
    cubic_spline -0.02, 0.02, Count + 3,
    Points[Count - 1], #for (I, 0, Count - 1) Points[I], #end Points[0], Points[1]
    rotate -x * 90 scale <1, 1, -1>
    pigment { radial frequency 110 rotate x * 90 color_map {
      [0 FinHue * 0.7] [0.5 FinHue * 1.2] [1 FinHue * 0.7] } }
    normal { radial 0.3 frequency 110 rotate x * 90 }
    finish { Wet }
  }
#end
#declare Paddle = array[6] { <0, 0.05>, <0.30, 0.38>, <0.78, 0.42>, <0.92, 0.02>, <0.62, -0.22>,
  <0.1, -0.1> }
#declare Caudal = array[8] { <-0.1, 0.25>, <0.42, 0.58>, <0.98, 0.86>, <1.02, 0.4>, <0.92, 0.0>,
  <1.0, -0.42>, <0.92, -0.82>, <0.3, -0.5> }
#declare Dorsal = array[6] { <-0.5, 0>, <-0.38, 0.55>, <-0.1, 0.82>, <0.32, 0.62>, <0.52, 0.22>,
  <0.5, -0.1> }

// Height of the back and of the belly along the body, nose at 0 and tail root at 5.
#declare Back = spline { natural_spline 0, -0.02, 0.15, 0.12, 0.45, 0.30, 1.0, 0.56, 1.7, 0.84,
  2.5, 0.96,
  3.4, 0.76, 4.2, 0.50, 5, 0.38, 5.3, 0.40 }
#declare Belly = spline { natural_spline 0, -0.18, 0.15, -0.30, 0.45, -0.48, 1.0, -0.70, 1.7, -0.88,
  2.6, -0.94, 3.5, -0.70, 4.2, -0.48, 5, -0.36, 5.3, -0.38 }
#macro BodyPoint(U, A)
  #local Hi = Back(U).x;
  #local Lo = Belly(U).x;
  #local Thick = 0.40 * (Hi - Lo) / 2 * (U > 4.2 ? 1 - 0.7 * (U - 4.2) : 1) + 0.03;
  (<U - 2.7, (Hi + Lo) / 2 + (Hi - Lo) / 2 * sin(A), -Thick * cos(A)>)
#end
#macro BodyNormal(U, A)
  (vcross(BodyPoint(U, A + 0.01) - BodyPoint(U, A - 0.01), BodyPoint(U + 0.01, A) - BodyPoint(U - 0.01, A)))
#end
#declare Lengths = 44;
#declare Around = 36;
#declare Body = mesh {
  #for (I, 0, Lengths - 1)
    #for (J, 0, Around - 1)
      #local U = 0.02 + 5.2 * I / Lengths;
      #local V = 0.02 + 5.2 * (I + 1) / Lengths;
      #local A = 2 * pi * J / Around;
      #local B = 2 * pi * (J + 1) / Around;
      smooth_triangle { BodyPoint(U, A), BodyNormal(U, A), BodyPoint(V, A), BodyNormal(V, A),
        BodyPoint(V, B), BodyNormal(V, B) }
      smooth_triangle { BodyPoint(U, A), BodyNormal(U, A), BodyPoint(U, B), BodyNormal(U, B),
        BodyPoint(V, B), BodyNormal(V, B) }
    #end
  #end
  inside_vector y
}

// The fish is modelled in side view, facing -z.
#declare Fish = union {
  object {
    Body
    texture { pigment { Flank } normal { Scales } finish { Wet } }
    texture {
      pigment { bozo turbulence 0.6 scale 0.28 color_map {
        [0.0 srgbt <0.10, 0.11, 0.05, 0.45>] [0.5 srgbt <0.3, 0.3, 0.1, 1>] [1 srgbt
          <0.8, 0.7, 0.3, 0.75>] } }
      normal { Scales } finish { Wet }
    }
  }
  // The gill cover's rear edge, a shallow crescent a little off the body.
  intersection {
    object { Body translate <0, 0, -0.03> }
    sphere { <-2.2, -0.12, -0.3>, 0.74 }
    pigment { Flank } finish { Wet }
  }
  // Eye, mouth and barbel.
  sphere { 0, 0.105 scale <1, 1, 0.6> translate <-2.22, 0.12, -0.165> pigment { srgb
    <0.72, 0.28, 0.07> }
    finish { Wet } }
  sphere { 0, 0.055 scale <1, 1, 0.5> translate <-2.225, 0.12, -0.215> pigment { srgb 0.02 }
    finish { Wet } }
  object { Tube(array[4] { <-2.72, -0.16, -0.08>, <-2.62, -0.27, -0.10>, <-2.48, -0.33, -0.13>,
    <-2.36, -0.33, -0.16> }, 0.022) pigment { srgb <0.30, 0.19, 0.09> } finish { Wet } }
  object { Tube(array[3] { <-2.40, -0.34, -0.15>, <-2.36, -0.46, -0.19>, <-2.38, -0.58, -0.2> }, 0.014)
    pigment { srgb <0.36, 0.28, 0.12> } }
  object { Fin(8, Caudal) translate <2.55, 0, 0> }
  object { Fin(6, Dorsal) translate <0.25, 0.88, 0> }
  object { Fin(6, Paddle) rotate z * -38 rotate y * 6 scale 0.8 translate <-1.3, -0.42, -0.36> }
  object { Fin(6, Paddle) rotate z * -55 scale <0.95, 0.9, 1> translate <-0.15, -0.80, -0.16> }
  object { Fin(6, Paddle) rotate z * -48 scale 0.85 translate <1.25, -0.52, 0> }
}
object { Fish rotate x * 80 rotate y * -9 translate <-0.1, 0.72, 0.1> }

// The mat: padded vinyl, wet and a little creased.
object {
  RoundBox(<-3.9, -0.2, -1.75>, <3.9, 0.30, 1.75>, 0.24)
  rotate y * -13 translate <0.1, 0.05, 0.1>
  pigment { bozo scale 1.5 turbulence 0.5 color_map {
    [0 srgb <0.13, 0.19, 0.14>] [1 srgb <0.22, 0.29, 0.21>] } }
  normal { average normal_map { [1 wrinkles 0.7 scale 1.1] [0.6 bozo 0.6 scale <2.2, 1, 0.5>] } }
  finish { diffuse 0.75 specular 0.3 roughness 0.04 }
}

// Ground and grass.
plane { y, 0 pigment { bozo scale 0.6 turbulence 0.6 color_map {
  [0 srgb <0.18, 0.22, 0.09>] [1 srgb <0.36, 0.38, 0.18>] } } }
#declare Patch = GrassPatch(110, 0.55, 0.035, 6)
#declare Grass = GrassTexture(24)
#for (Row, -5, 8)
  #for (Col, -7, 7)
    // None under the mat.
    #local P = vrotate(<Col, 0, Row>, y * 13);
    #if (abs(P.x) > 3.8 | abs(P.z) > 1.75)
      object { Patch rotate y * 90 * mod(abs(Row * 3 + Col), 4) translate <Col, 0, Row> texture {
        Grass } }
    #end
  #end
#end
