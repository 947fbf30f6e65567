#version 3.7;
// A silver portable cassette player with two loudspeakers on a wooden table. Unit: 10 cm.
#include "common.inc"

TracedDaylight(50)
background { srgb <0.75, 0.77, 0.80> }
SoftSun(<-0.5, 0.8, -0.7>, 40, 1.0)

camera {
  location <-2.1, 2.5, -8.6>
  right x * image_width / image_height
  look_at <0.1, 1.25, 0>
  angle 43
}

#declare Silver = texture {
  pigment { srgb <0.70, 0.71, 0.74> }
  finish { diffuse 0.7 specular 0.45 roughness 0.03 reflection { 0.02, 0.12 } }
}
#declare Dark = texture {
  pigment { srgb <0.13, 0.13, 0.15> }
  finish { diffuse 0.7 specular 0.35 roughness 0.03 reflection 0.03 }
}
#declare Ink = texture { pigment { srgb <0.22, 0.23, 0.26> } }

// Body: 4.4 wide, 2.3 tall, 1.1 deep, front at z = -0.55.
object { RoundBox(<-2.2, 0.06, -0.55>, <2.2, 2.3, 0.55>, 0.22) texture { Silver } }
object { RoundBox(<-2.1, 1.72, -0.58>, <2.1, 2.16, -0.4>, 0.03) texture { Dark } }

// A loudspeaker with a perforated grille, a rim and a cone behind it.
#declare Grille = texture {
  pigment { hexagon srgb 0.02, srgb 0.17, srgb 0.17 scale 0.035 rotate x * 90 }
  finish { specular 0.2 roughness 0.05 }
}
#macro Speaker(X)
  union {
    torus { 0.66, 0.055 rotate x * 90 texture { Chrome } }
    intersection {
      sphere { z * 1.8, 1.92 }
      cylinder { -z * 0.3, z * 0.2, 0.64 }
      texture { Grille }
    }
    torus { 0.40, 0.02 rotate x * 90 translate -z * 0.07 texture { Dark } }
    sphere { 0, 0.2 scale <1, 1, 0.5> translate -z * 0.08 texture { Silver } }
    translate <X, 0.88, -0.56>
  }
#end
Speaker(-1.42)
Speaker(1.42)

// Deck: a smoked window with the cassette, its label and two hubs behind it.
union {
  object { RoundBox(<-0.68, 0.56, -0.63>, <0.68, 1.5, -0.5>, 0.04) texture { Dark } }
  object { RoundBox(<-0.54, 0.68, -0.645>, <0.54, 1.38, -0.60>, 0.02)
    pigment { srgb <0.86, 0.83, 0.74> } }
  box { <-0.54, 1.16, -0.648>, <0.54, 1.27, -0.60> pigment { srgb <0.82, 0.25, 0.12> } }
  object { Label("MIX TAPE", 0.075) translate <0, 1.325, -0.65> texture { Ink } }
  object { RoundBox(<-0.40, 0.84, -0.65>, <0.40, 1.10, -0.60>, 0.02) texture { Dark } }
  #for (S, -1, 1, 2)
    cylinder { <S * 0.24, 0.97, -0.66>, <S * 0.24, 0.97, -0.60>, 0.10 pigment { srgb 0.92 } }
    #for (I, 0, 5)
      box { <-0.015, 0.03, -0.67>, <0.015, 0.09, -0.60> rotate z * 60 * I
        translate <S * 0.24, 0.97, 0> texture { Dark } }
    #end
    cylinder { <S * 0.24, 0.97, -0.665>, <S * 0.24, 0.97, -0.60>, 0.035 texture { Dark } }
  #end
  box { <-0.10, 0.88, -0.655>, <0.10, 1.06, -0.60> pigment { srgb <0.30, 0.17, 0.10> } }
}

// Keys below the deck.
#for (I, 0, 5)
  object {
    RoundBox(<-0.66 + 0.222 * I, 0.24, -0.68>, <-0.46 + 0.222 * I, 0.46, -0.5>, 0.025)
    #if (I = 0) Gloss(srgb <0.75, 0.10, 0.08>) #else texture { Chrome } #end
  }
#end

// Tuner scale, knobs and indicator on the upper panel.
object { RoundBox(<-0.9, 1.80, -0.60>, <0.9, 2.08, -0.5>, 0.02) pigment { srgb <0.88, 0.86, 0.76> }
  }
#for (I, 0, 28)
  box { <-0.82 + 0.0585 * I, 1.95, -0.605>, <-0.81 + 0.0585 * I, (mod(I, 4) ? 2.0 : 2.04), -0.5>
    texture { Ink } }
#end
object { Label("88  92  96  100  104  108", 0.07) translate <0, 1.87, -0.605> texture { Ink } }
box { <0.26, 1.81, -0.615>, <0.285, 2.07, -0.5> pigment { srgb <0.9, 0.1, 0.05> } }
#for (I, 0, 3)
  #local X = (I < 2 ? -1.82 + 0.5 * I : 0.82 + 0.5 * I - 0.5);
  cylinder { <X, 1.94, -0.75>, <X, 1.94, -0.5>, 0.155 texture { Chrome } }
  box { <X - 0.012, 1.95, -0.76>, <X + 0.012, 2.09, -0.5> texture { Dark } }
#end

// Carrying handle and telescopic aerial.
object {
  Tube(array[6] { <-2.0, 2.0, 0>, <-1.97, 2.55, 0>, <-1.6, 2.82, 0>, <1.6, 2.82, 0>, <1.97, 2.55, 0>,
    <2.0, 2.0, 0> }, 0.1)
  texture { Dark }
}
cylinder { <1.6, 2.25, 0.4>, <2.9, 4.0, 0.6>, 0.035 texture { Chrome } }

// Table and a plain wall.
box {
  <-12, -0.5, -9>, <12, 0, 6>
  pigment {
    wood turbulence 0.08 octaves 3 scale <0.35, 0.35, 4> rotate <3, 82, 0> translate y * 2
    color_map { [0 srgb <0.55, 0.35, 0.19>] [0.6 srgb <0.66, 0.44, 0.25>] [1 srgb
      <0.48, 0.29, 0.15>] }
  }
  finish { specular 0.2 roughness 0.05 reflection { 0.02, 0.15 } }
}
plane { -z, -9 pigment { bozo scale 4 color_map { [0 srgb <0.80, 0.79, 0.75>] [1 srgb
  <0.85, 0.84, 0.80>] } } }
