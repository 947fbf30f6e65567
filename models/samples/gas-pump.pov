#version 3.7;
// A red and white petrol pump on its island, with display, two nozzles and hoses.
#include "common.inc"
#include "plants.inc"

TracedDaylight(40)
CloudySky(srgb <0.80, 0.87, 0.94>, srgb <0.36, 0.56, 0.82>, 0.55, <5, 0, 3>)
SoftSun(<-0.7, 0.9, -0.8>, 14, 1.25)

camera {
  location <-1.1, 1.45, -3.7>
  right x * image_width / image_height
  look_at <0.04, 1.04, 0>
  angle 39
}

#declare Red = srgb <0.80, 0.07, 0.07>;
#declare White = srgb <0.90, 0.90, 0.88>;
#declare Steel = texture {
  pigment { srgb <0.72, 0.73, 0.75> }
  finish { diffuse 0.6 specular 0.4 roughness 0.03 reflection 0.08 }
}
#declare Dark = texture { pigment { srgb <0.08, 0.08, 0.09> } finish { specular 0.3 roughness 0.03
  } }

// Body: 0.9 m wide, 0.5 m deep, 1.95 m tall, front at z = -0.25.
union {
  object { RoundBox(<-0.45, 0.16, -0.25>, <0.45, 0.86, 0.25>, 0.03) Gloss(White) }
  object { RoundBox(<-0.45, 0.84, -0.25>, <0.45, 1.62, 0.25>, 0.03) Gloss(Red) }
  object { RoundBox(<-0.50, 1.60, -0.30>, <0.50, 1.94, 0.30>, 0.04) Gloss(White) }
  object { RoundBox(<-0.44, 1.66, -0.32>, <0.44, 1.88, -0.28>, 0.015) Gloss(Red) }
  object { Label("FUEL", 0.13) pigment { srgb 0.97 } translate <0, 1.77, -0.325> }
  // Lower panel with louvres.
  object { RoundBox(<-0.36, 0.24, -0.265>, <0.36, 0.76, -0.24>, 0.012) texture { Steel } }
  #for (I, 0, 5)
    box { <-0.28, 0.30 + 0.035 * I, -0.27>, <0.28, 0.315 + 0.035 * I, -0.26> texture { Dark } }
  #end
  // Display: three windows of figures in a dark frame.
  object { RoundBox(<-0.30, 1.14, -0.285>, <0.30, 1.55, -0.24>, 0.02) texture { Dark } }
  #declare Figures = array[3] { "42.80", "27.61", "1.55" }
  #for (I, 0, 2)
    box { <-0.15, 1.43 - 0.125 * I, -0.290>, <0.26, 1.53 - 0.125 * I, -0.28>
      pigment { srgb <0.72, 0.78, 0.66> } }
    object { Label(Figures[I], 0.07) pigment { srgb 0.06 } translate
      <0.06, 1.48 - 0.125 * I, -0.30> }
    box { <-0.27, 1.46 - 0.125 * I, -0.290>, <-0.18, 1.50 - 0.125 * I, -0.28>
      pigment { srgb <0.75, 0.75, 0.72> } }
  #end
  // Grade buttons.
  #declare Hues = array[3] { srgb <0.92, 0.92, 0.90>, srgb <0.95, 0.75, 0.10>, srgb
    <0.10, 0.45, 0.20> }
  #for (I, 0, 2)
    object { RoundBox(<-0.27 + 0.19 * I, 0.92, -0.275>, <-0.11 + 0.19 * I, 1.07, -0.24>, 0.015)
      Gloss(Hues[I]) }
    object { Label(substr("879195", 2 * I + 1, 2), 0.07) pigment { srgb 0.05 }
      translate <-0.19 + 0.19 * I, 0.995, -0.285> }
  #end
}

// A nozzle in its holster on the side S (-1 or 1), with a hose that sags to the ground and back up.
#macro Nozzle(S, Colour)
  union {
    object { RoundBox(<-0.07, 0.92, -0.13>, <0.07, 1.42, 0.11>, 0.02) texture { Dark } }
    object { RoundBox(<-0.03, 1.12, -0.24>, <0.045, 1.32, -0.10>, 0.03) Gloss(Colour) }
    sphere_sweep { cubic_spline 6, <0, 1.05, -0.30>, 0.035, <0, 1.06, -0.25>, 0.035,
      <0, 1.25, -0.19>, 0.045, <0, 1.36, -0.08>, 0.030, <0, 1.30, 0.05>, 0.018, <0, 1.2, 0.1>, 0.018
      texture { Steel } }
    object { Tube(array[4] { <0, 1.27, -0.22>, <0, 1.20, -0.31>, <0, 1.10, -0.31>, <0, 1.04, -0.25> },
      0.012) texture { Steel } }
    object { Tube(array[6] { <0, 1.06, -0.25>, <0.07, 0.72, -0.36>, <0.16, 0.34, -0.34>,
      <0.22, 0.42, -0.10>, <0.18, 1.10, 0.06>, <0.02, 1.78, 0.10> },
        0.024) texture { BlackRubber } }
    scale <S, 1, 1> translate x * S * 0.50
  }
#end
Nozzle(-1, Red)
Nozzle(1, srgb <0.10, 0.40, 0.18>)

// Island, forecourt and a shop behind.
object { RoundBox(<-1.1, -0.3, -0.6>, <1.5, 0.16, 0.6>, 0.04)
  pigment { granite scale 0.15 color_map { [0 srgb 0.58] [1 srgb 0.72] } } }
plane { y, 0 pigment { granite scale 0.22 color_map { [0 srgb 0.38] [1 srgb 0.50] } } }
union {
  box { <-7, 0, 9>, <9, 3.4, 12> pigment { srgb <0.82, 0.79, 0.72> } }
  box { <-7.3, 3.4, 8.4>, <9.3, 4.0, 12> pigment { Red } }
  #for (I, 0, 4)
    box { <-6 + 3 * I, 0.5, 8.95>, <-3.4 + 3 * I, 2.7, 9> pigment { srgb <0.16, 0.22, 0.28> }
      finish { reflection 0.25 } }
  #end
}
cylinder { <-2.4, 0, 5>, <-2.4, 6, 5>, 0.13 pigment { srgb 0.85 } }
#for (I, 0, 9)
  object { Tree(I, srgb <0.14, 0.24, 0.08>, srgb <0.34, 0.46, 0.17>) scale 8
    translate <-24 + 5 * I, 0, 24 + mod(I * 7, 5)> }
#end
