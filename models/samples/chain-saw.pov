#version 3.7;
// An orange chain saw on a sawn log. Unit: 10 cm. The guide bar points towards +x.
#include "common.inc"
#include "plants.inc"

FillLight(0.85)
SoftSun(<-0.5, 1.0, -0.8>, 16, 1.15)
sky_sphere { pigment { gradient y color_map { [0 srgb <0.5, 0.6, 0.45>] [0.5 srgb
  <0.75, 0.85, 0.95>] } } }

camera {
  location <-1.6, 3.4, -11.5>
  right x * image_width / image_height
  look_at <0.1, 1.25, 0>
  angle 41
}

#declare Orange = srgb <0.93, 0.33, 0.04>;
#declare Dark = texture {
  pigment { srgb <0.10, 0.10, 0.11> } finish { specular 0.35 roughness 0.04 }
}
#declare Steel = texture {
  pigment { srgb <0.74, 0.75, 0.76> }
  finish { diffuse 0.6 specular 0.5 roughness 0.02 reflection 0.12 }
}
#declare Saw = union {
  // Guide bar: a flat plate with a round nose, seen edge-on along z.
  union {
    box { <0.9, -0.30, -0.04>, <5.2, 0.30, 0.04> }
    cylinder { <5.2, 0, -0.04>, <5.2, 0, 0.04>, 0.30 }
    texture { Steel }
  }
  box { <1.4, -0.10, -0.045>, <3.2, 0.10, 0> pigment { Orange } }
  cylinder { <5.2, 0, -0.05>, <5.2, 0, 0.05>, 0.09 texture { Dark } }
  // Chain: links and cutters along both edges and round the nose.
  #declare Straight = 4.3;
  #declare Pitch = 0.150;
  #macro Link(I)
    union {
      box { <-0.065, -0.03, -0.07>, <0.065, 0.07, 0.07> texture { Steel } }
      #if (mod(I, 3) = 0)
        prism { linear_sweep -0.06, 0.06, 4, <-0.09, 0.06>, <0.09, 0.06>, <0.07, 0.20>,
          <-0.09, 0.06>
          rotate -x * 90 scale <1, 1, -1> texture { Steel } }
      #end
      cylinder { <0, 0.02, -0.085>, <0, 0.02, 0.085>, 0.028 texture { Dark } }
    }
  #end
  #for (I, 0, 28)
    object { Link(I) translate <0.95 + I * Pitch, 0.31, 0> }
    object { Link(I) rotate z * 180 translate <0.95 + I * Pitch, -0.31, 0> }
  #end
  #for (I, 0, 5)
    object { Link(I) translate y * 0.31 rotate -z * (15 + 30 * I) translate x * 5.2 }
  #end

  // Engine housing, clutch cover, bar nuts, cooling slots.
  object { RoundBox(<-1.5, -0.62, -0.55>, <0.95, 0.72, 0.75>, 0.16) Gloss(Orange) }
  object { RoundBox(<-1.1, 0.5, -0.45>, <0.7, 1.22, 0.65>, 0.20) Gloss(Orange) }
  object { RoundBox(<-0.85, -0.5, -0.72>, <1.35, 0.42, -0.3>, 0.12) texture { Dark } }
  object { RoundBox(<-0.65, -0.34, -0.76>, <0.35, 0.28, -0.4>, 0.10) Gloss(Orange) }
  #for (I, 0, 1)
    cylinder { <0.62 + 0.36 * I, -0.02, -0.80>, <0.62 + 0.36 * I, -0.02, -0.5>, 0.085 texture {
      Steel } }
  #end
  #for (I, 0, 5)
    box { <-1.35 + 0.12 * I, 0.05, -0.57>, <-1.29 + 0.12 * I, 0.5, -0.5> texture { Dark } }
  #end
  cylinder { <-1.15, -0.25, -0.62>, <-1.15, -0.25, -0.5>, 0.2 texture { Dark } }
  object { Label("46", 0.26) translate <-0.72, 0.86, -0.47> pigment { srgb 0.95 } }
  box { <-0.9, 1.18, -0.25>, <0.5, 1.25, 0.45> texture { Dark } }

  // Front handle over the top, hand guard, rear handle with trigger.
  object { Tube(array[6] { <0.1, -0.4, -0.72>, <-0.2, 0.5, -0.85>, <-0.35, 1.55, -0.75>,
    <-0.3, 1.85, 0.1>, <-0.25, 1.55, 0.95>, <-0.1, 0.1, 0.95> }, 0.115) texture { Dark } }
  object { Tube(array[4] { <0.45, 0.9, -0.5>, <0.62, 1.7, -0.5>, <0.62, 1.75, 0.6>, <0.45, 0.9, 0.6> }, 0.08)
    texture { Dark } }
  box { <0.56, 1.1, -0.5>, <0.66, 1.75, 0.6> texture { Dark } }
  object { Tube(array[6] { <-1.3, 0.75, 0.1>, <-1.9, 0.78, 0.1>, <-2.6, 0.6, 0.1>, <-2.95, 0.1, 0.1>,
    <-2.6, -0.4, 0.1>, <-1.3, -0.5, 0.1> }, 0.16) texture { Dark } }
  object { Tube(array[3] { <-1.8, 0.6, 0.1>, <-1.95, 0.42, 0.1>, <-1.85, 0.25, 0.1> }, 0.06)
    Gloss(Orange) }
}
object { Saw rotate y * -14 rotate z * 3 translate <-0.75, 2.05, -0.1> }

// The log, its bark and its sawn end, with a cut stump look.
#declare Bark = texture {
  pigment { bozo turbulence 0.8 octaves 5 scale <0.45, 0.13, 0.13> color_map {
    [0.0 srgb <0.16, 0.11, 0.08>] [0.35 srgb <0.30, 0.23, 0.17>] [0.6 srgb <0.50, 0.41, 0.32>]
    [1 srgb <0.62, 0.55, 0.46>] } }
  normal { bozo 1.4 turbulence 0.8 octaves 5 scale <0.45, 0.13, 0.13> }
}
#declare Rings = texture {
  pigment { wood turbulence 0.06 octaves 3 scale 0.17 rotate y * 90 color_map {
    [0 srgb <0.80, 0.62, 0.40>] [0.8 srgb <0.72, 0.52, 0.31>] [1 srgb <0.52, 0.34, 0.19>] } }
}
#macro Log(L, R, Seed)
  union {
    cylinder { <-L, 0, 0>, <L, 0, 0>, R texture { Bark translate Seed } }
    cylinder { <-L - 0.01, 0, 0>, <L + 0.01, 0, 0>, R * 0.93 texture { Rings } }
  }
#end
object { Log(3.6, 1.25, 0) rotate y * 6 translate <0.6, 0.1, 0.3> }
object { Log(2.6, 0.8, 7) rotate y * -50 translate <-3.8, -0.3, 3.6> }
object { Log(3.0, 0.9, 3) rotate y * 20 translate <4.6, -0.25, 4.2> }

// Sawdust-strewn grass.
plane { y, -1.1 pigment { bozo scale 0.7 turbulence 0.6 color_map {
  [0 srgb <0.24, 0.30, 0.11>] [0.6 srgb <0.33, 0.40, 0.16>] [1 srgb <0.60, 0.50, 0.32>] } } }
#declare Patch = GrassPatch(150, 0.55, 0.022, 9)
#declare Grass = GrassTexture(20)
#for (Row, -6, 16)
  #for (Col, -9 - Row / 3, 11 + Row / 3)
    object { Patch rotate y * 90 * mod(abs(Row * 3 + Col), 4) translate <Col, -1.1, Row> texture {
      Grass } }
  #end
#end
BlurredTrees(45, 26, 3)
