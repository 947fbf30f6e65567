#version 3.7;
// A white wooden country church with a steeple on a lawn, between trees.
#include "common.inc"
#include "plants.inc"

FillLight(0.9)
CloudySky(srgb <0.74, 0.85, 0.95>, srgb <0.22, 0.43, 0.76>, 0.52, <7, 0, 2>)
SoftSun(<-0.75, 0.75, -0.6>, 6, 1.35)

camera {
  location <-13, 1.7, -27>
  right x * image_width / image_height
  look_at <0.3, 8.2, 0>
  angle 50
}

// Boards: a slope every 0.18 m throws a thin shadow line.
#declare Boards = texture {
  pigment { gradient y color_map {
    [0.00 srgb <0.55, 0.56, 0.58>] [0.10 srgb <0.90, 0.90, 0.88>] [1.00 srgb <0.95, 0.94, 0.92>] }
    scale 0.18 }
}
#declare Trim = texture { pigment { srgb <0.95, 0.95, 0.94> } }
#declare Shingles = texture {
  pigment { brick srgb <0.20, 0.20, 0.22>, srgb <0.36, 0.35, 0.37>
    brick_size <0.45, 0.22, 0.45> mortar 0.03 turbulence 0.04 }
  finish { diffuse 0.7 specular 0.1 roughness 0.1 }
}
#declare Glass = texture {
  pigment { gradient y triangle_wave color_map {
    [0 srgb <0.10, 0.12, 0.17>] [1 srgb <0.23, 0.28, 0.36>] } scale 1.3 }
  finish { specular 0.6 roughness 0.01 reflection 0.25 }
}
#declare Wood = texture { pigment { srgb <0.36, 0.16, 0.09> } }

// A pointed window, W wide and H to the spring of the arch, facing -z at the origin.
#macro Arch(W, H, Depth)
  union {
    box { <-W / 2, 0, -Depth>, <W / 2, H, 0.02> }
    intersection {
      cylinder { <-W / 2, H, -Depth>, <-W / 2, H, 0.02>, W }
      cylinder { <W / 2, H, -Depth>, <W / 2, H, 0.02>, W }
      plane { -y, -H }
    }
  }
#end
#macro Window(W, H, Fill)
  union {
    object { Arch(W + 0.24, H, 0.05) translate -y * 0.12 texture { Trim } }
    object { Arch(W, H, 0.07) texture { Fill } }
    box { <-0.03, 0, -0.10>, <0.03, H + W * 0.8, 0> texture { Trim } }
    box { <-W / 2, H * 0.5, -0.10>, <W / 2, H * 0.5 + 0.05, 0> texture { Trim } }
    box { <-W / 2, H, -0.10>, <W / 2, H + 0.05, 0> texture { Trim } }
  }
#end
// A triangular prism along z: half width W, height H, from z = 0 to L.
#macro Gable(W, H, L)
  prism { linear_sweep 0, L, 4, <-W, 0>, <W, 0>, <0, H>, <-W, 0> rotate -x * 90 scale <1, 1, -1> }
#end

// Nave: 9 m wide, front at z = 0.
union {
  box { <-4.5, 0.6, 0>, <4.5, 5.6, 17> texture { Boards } }
  box { <-4.6, 0, -0.1>, <4.6, 0.6, 17.1> pigment { granite scale 0.6
    color_map { [0 srgb <0.42, 0.41, 0.39>] [1 srgb <0.66, 0.64, 0.60>] } } }
  object { Gable(4.5, 4.4, 17) translate y * 5.6 texture { Boards } }
  difference {
    object { Gable(5.2, 5.08, 17.8) }
    object { Gable(5.2, 5.08, 30) translate <0, -0.32, -5> }
    translate <0, 5.2, -0.4> texture { Shingles }
  }
  #for (I, 0, 3)
    object { Window(1.1, 2.3, Glass) rotate y * 90 translate <-4.5, 1.7, 2.6 + 3.9 * I> }
  #end
  object { Window(0.9, 1.7, Glass) translate <-3.1, 1.9, 0> }
  object { Window(0.9, 1.7, Glass) translate <3.1, 1.9, 0> }
}

// Tower, belfry and spire in front of the nave.
#declare T = 1.75;
union {
  box { <-T, 0, -2 * T>, <T, 10.2, 0> texture { Boards } }
  box { <-T - 0.3, 10.2, -2 * T - 0.3>, <T + 0.3, 10.5, 0.3> texture { Trim } }
  box { <-1.4, 10.5, -T - 1.4>, <1.4, 13.0, -T + 1.4> texture { Boards } }
  box { <-1.7, 13.0, -T - 1.7>, <1.7, 13.25, -T + 1.7> texture { Trim } }
  #for (I, -1, 1, 2)
    #for (J, -1, 1, 2)
      box { <-0.16, 0, -0.16>, <0.16, 10.2, 0.16> translate <I * T, 0, -T + J * T> texture { Trim }
        }
      cone { <I * 1.5, 13.25, -T + J * 1.5>, 0.2, <I * 1.5, 14.4, -T + J * 1.5>, 0 texture { Trim }
        }
    #end
  #end
  #for (I, 0, 1)
    object { Window(0.9, 1.1, Wood) translate <0, 11, -1.4> rotate y * 90 * I translate -z * T }
    object { Window(0.8, 1.5, Glass) translate <0, 6.8, -T> rotate y * 90 * I translate -z * T }
  #end
  // An eight-sided spire with a cross.
  intersection {
    #for (I, 0, 7)
      plane { z * -1, 1.45 rotate x * 10.2 translate 0 rotate y * (45 * I + 22.5) }
    #end
    plane { -y, 0 }
    bounded_by { cylinder { -y * 0.01, y * 9, 1.7 } }
    translate <0, 13.25, -T> texture { Shingles }
  }
  union {
    cylinder { y * 20.6, y * 23, 0.05 } cylinder { <-0.4, 22.4, 0>, <0.4, 22.4, 0>, 0.05 }
    translate -z * T texture { pigment { srgb <0.85, 0.72, 0.35> } finish { specular 0.8 } }
  }
  object { Arch(1.9, 2.4, 0.06) translate <0, 0.5, -2 * T> texture { Trim } }
  object { Arch(1.5, 2.3, 0.10) translate <0, 0.5, -2 * T> texture { Wood } }
  #for (I, 0, 3)
    box { <-1.6, 0, -2 * T - 0.4 * (4 - I)>, <1.6, 0.13 * (I + 1), -2 * T>
      pigment { srgb <0.62, 0.61, 0.58> } }
  #end
}

// Lawn, path, trees.
plane { y, 0 pigment { bozo scale 2.5 turbulence 0.6 color_map {
  [0 srgb <0.24, 0.36, 0.12>] [1 srgb <0.38, 0.49, 0.18>] } } }
prism { linear_sweep 0, 0.02, 5, <-1.3, -4>, <1.3, -4>, <-5, -40>, <-9, -40>, <-1.3, -4>
  pigment { granite scale 0.4 color_map { [0 srgb <0.55, 0.51, 0.45>] [1 srgb <0.75, 0.71, 0.64>] }
    } }
#declare Patch = GrassPatch(420, 0.16, 0.012, 3)
#declare Grass = GrassTexture(40)
#for (Row, -24, 0)
  #for (Col, -22, 12)
    #if (abs(Col + 1 - (Row + 4) * 0.19) > 2.2)
      object { Patch scale <1, 0.7, 1> translate <Col, 0, Row> texture { Grass } }
    #end
  #end
#end
#declare Rnd = seed(8);
#macro Grow(P, Height, Seed)
  object { Tree(Seed, srgb <0.20, 0.33, 0.10>, srgb <0.48, 0.58, 0.22>) scale Height translate P }
#end
Grow(<11, 0, 5>, 12, 1) Grow(<16, 0, 9>, 14, 2) Grow(<22, 0, 16>, 15, 5) Grow(<9, 0, 20>, 13, 6)
Grow(<-14, 0, 20>, 13, 3) Grow(<-20, 0, 15>, 14, 4) Grow(<-27, 0, 24>, 15, 7)
  Grow(<-9, 0, 26>, 12, 8)
#for (I, 0, 34)
  Grow(<-70 + 5 * I, 0, 44 + 16 * rand(Rnd)>, 9 + 6 * rand(Rnd), 20 + I)
#end
