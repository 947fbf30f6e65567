#version 3.7;
// A white and green rear-loading garbage truck in a street with trees. The truck drives towards -x.
#include "common.inc"
#include "plants.inc"

FillLight(0.9)
CloudySky(srgb <0.82, 0.88, 0.94>, srgb <0.45, 0.62, 0.84>, 0.56, <4, 0, 4>)
SoftSun(<-0.5, 0.9, -0.8>, 12, 1.15)

camera {
  location <-7.4, 2.1, -10.8>
  right x * image_width / image_height
  look_at <-0.15, 1.6, 0>
  angle 46
}

#declare White = srgb <0.90, 0.91, 0.90>;
#declare Green = srgb <0.07, 0.40, 0.20>;
#declare Dark = texture { pigment { srgb <0.09, 0.09, 0.10> } finish { specular 0.2 roughness 0.05
  } }
#declare Window = texture {
  pigment { srgb <0.07, 0.09, 0.11> } finish { specular 0.7 roughness 0.01 reflection 0.25 }
}
#declare Steel = texture { pigment { srgb 0.45 } finish { specular 0.3 roughness 0.05 } }

#macro Wheel(X, Z)
  union {
    torus { 0.36, 0.15 rotate x * 90 texture { BlackRubber } }
    cylinder { -z * 0.15, z * 0.15, 0.44 texture { BlackRubber } }
    cylinder { -z * 0.165, z * 0.1, 0.29 pigment { srgb 0.78 } finish { specular 0.4 } }
    cylinder { -z * 0.20, z * 0.1, 0.12 pigment { srgb 0.5 } }
    #for (I, 0, 7)
      cylinder { <0.2, 0, -0.18>, <0.2, 0, 0>, 0.025 rotate z * 45 * I texture { Dark } }
    #end
    translate <X, 0.51, Z>
  }
#end
// A shape drawn in the side view (x, y), 2 * Half wide across the truck.
#macro Side(Count, Points, Half)
  prism { linear_sweep -Half, Half, Count + 1,
    #for (I, 0, Count - 1) Points[I], #end Points[0]
    rotate -x * 90 scale <1, 1, -1> }
#end

// Chassis and wheels.
box { <-4.0, 0.55, -0.45>, <3.6, 0.85, 0.45> texture { Dark } }
#for (S, -1, 1, 2)
  Wheel(-3.0, S * 1.05) Wheel(1.0, S * 1.05) Wheel(2.1, S * 1.05)
#end
box { <-1.9, 0.5, -1.1>, <-0.6, 0.95, 1.1> texture { Steel } }
box { <0.2, 1.08, -1.22>, <2.9, 1.14, 1.22> texture { Dark } }

// Cab over the front axle.
#declare CabSide = array[7] { <-4.25, 0.55>, <-2.05, 0.75>, <-2.05, 2.75>, <-3.65, 2.80>,
  <-3.95, 2.6>,
  <-4.22, 1.65>, <-4.30, 1.0> }
difference {
  object { Side(7, CabSide, 1.15) }
  cylinder { <-3.0, 0.51, -2>, <-3.0, 0.51, 2>, 0.64 texture { Dark } }
  Gloss(White)
}
#declare DoorGlass = array[4] { <-3.98, 1.70>, <-2.75, 1.70>, <-2.75, 2.50>, <-3.74, 2.50> }
object { Side(4, DoorGlass, 1.165) texture { Window } }
box { <-2.65, 0.8, -1.158>, <-2.63, 2.6, -1.14> texture { Dark } }
box { <-2.95, 1.40, -1.19>, <-2.75, 1.45, -1.15> texture { Dark } }
object { RoundBox(<-0.06, 0, -1.02>, <0.02, 0.82, 1.02>, 0.02) rotate -z * 15.5 translate
  <-4.22, 1.72, 0>
  texture { Window } }
box { <-4.33, 1.05, -0.8>, <-4.27, 1.45, 0.8> texture { Dark } }
object { RoundBox(<-4.45, 0.42, -1.18>, <-4.1, 0.80, 1.18>, 0.06) texture { Dark } }
#for (S, -1, 1, 2)
  object { RoundBox(<-4.47, 0.52, S * 0.85 - 0.2>, <-4.40, 0.72, S * 0.85 + 0.2>, 0.03)
    pigment { srgb <0.95, 0.94, 0.85> } finish { specular 0.8 emission 0.3 } }
  box { <-4.25, 1.75, S * 1.4 - 0.08>, <-4.15, 2.3, S * 1.4 + 0.08> texture { Dark } }
  cylinder { <-4.1, 2.35, S * 1.1>, <-4.2, 2.2, S * 1.4>, 0.025 texture { Dark } }
#end
sphere { <-3.3, 2.85, 0>, 0.14 pigment { srgb <1.0, 0.55, 0.05> } finish { emission 0.4 } }

// Body with ribs, and the tailgate with its hopper.
object { RoundBox(<-1.9, 1.0, -1.2>, <2.4, 3.25, 1.2>, 0.10) Gloss(Green) }
#for (I, 0, 6)
  box { <-1.75 + 0.66 * I, 1.0, -1.26>, <-1.65 + 0.66 * I, 3.2, 1.26> Gloss(Green) }
#end
box { <-1.92, 1.85, -1.27>, <2.38, 2.45, 1.27> Gloss(White) }
#declare Arrow = union {
  #for (I, 0, 2)
    union {
      box { <-0.10, -0.03, 0>, <0.06, 0.03, 0.02> }
      prism { linear_sweep 0, 0.02, 4, <0.06, -0.07>, <0.06, 0.07>, <0.16, 0>, <0.06, -0.07>
        rotate -x * 90 scale <1, 1, -1> }
      translate y * 0.15 rotate z * 120 * I
    }
  #end
  pigment { Green }
}
object { Arrow translate <-1.3, 2.15, -1.285> }
object { Label("CITY RECYCLING", 0.28) translate <0.5, 2.15, -1.285> pigment { Green } }
#declare TailSide = array[7] { <2.4, 0.75>, <3.6, 0.70>, <4.15, 1.15>, <4.15, 1.5>, <3.75, 2.2>,
  <3.3, 3.35>, <2.4, 3.35> }
object { Side(7, TailSide, 1.22) Gloss(White) }
#declare Hopper = array[4] { <3.45, 1.25>, <4.30, 1.25>, <4.30, 1.6>, <3.5, 2.6> }
object { Side(4, Hopper, 1.0) texture { Dark } }
cylinder { <2.6, 3.0, -1.28>, <3.7, 1.5, -1.28>, 0.06 texture { Chrome } }
cylinder { <2.6, 3.0, -1.28>, <3.1, 2.32, -1.28>, 0.09 texture { Dark } }
#for (I, 0, 5)
  box { <2.45 + 0.25 * I, 0.78, -1.235>, <2.58 + 0.25 * I, 0.92, -1.2>
    pigment { #if (mod(I, 2)) White #else srgb <0.80, 0.10, 0.08> #end } }
#end

// Street, kerb, verge, house and trees.
plane { y, 0 pigment { granite scale 0.3 color_map { [0 srgb 0.34] [1 srgb 0.42] } } }
box { <-60, -1, 2.6>, <60, 0.15, 4.6> pigment { granite color_map { [0 srgb 0.56] [1 srgb 0.68] } }
  }
box { <-60, -1, 4.6>, <60, 0.17, 90> pigment { bozo scale 0.4 turbulence 0.6 color_map {
  [0 srgb <0.25, 0.36, 0.13>] [1 srgb <0.42, 0.51, 0.22>] } } }
#for (I, -4, 4)
  box { <I * 4 - 1, 0, -2.7>, <I * 4 + 1, 0.004, -2.55> pigment { srgb 0.75 } }
#end
#declare Rnd = seed(3);
#for (I, -7, 11)
  object { Tree(I + 20, srgb <0.15, 0.26, 0.08>, srgb <0.38, 0.50, 0.19>)
    scale 5.5 + 2.5 * rand(Rnd) translate <I * 3.4 + rand(Rnd), 0, 9 + 10 * rand(Rnd)> }
#end
union {
  box { <-3, 0, 13>, <9, 5, 20> pigment { brick srgb 0.62, srgb <0.55, 0.30, 0.22>
    brick_size <0.5, 0.2, 0.3> mortar 0.03 } }
  #for (I, 0, 3) box { <-2 + 3 * I, 1.5, 12.95>, <-0.6 + 3 * I, 3.6, 13> texture { Window } } #end
}
