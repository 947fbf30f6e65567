#version 3.7;
// A ram-air parachute with its jumper, seen from the ground against the sky.
#include "common.inc"

FillLight(1.0)
CloudySky(srgb <0.70, 0.82, 0.94>, srgb <0.20, 0.42, 0.76>, 0.50, <1, 0, 9>)
Sun(<0.6, 0.9, -0.7>, 1.1)

camera {
  location <1.2, -16, -17>
  right x * image_width / image_height
  look_at <0, -3.3, 0>
  angle 25.5
}

// The canopy: Cells tubes side by side along an arc, each with an aerofoil section. U in 0..1 goes
// from tip to tip, V in 0..1 from the leading to the trailing edge.
#declare Cells = 9;
#declare Radius = 6.2;
#declare HalfSpan = 0.70;
#declare Chord = 2.7;
#macro Canopy(U, V, Upper)
  #local Tip = 2 * U - 1;
  #local Turn = Tip * HalfSpan;
  #local Puff = abs(sin(U * Cells * pi));
  #local Camber = 0.62 * sqrt(V) * (1 - V) * 1.6;
  #local Lift = (Upper ? Camber * (0.75 + 0.25 * Puff) + 0.05 : -0.03 - 0.05 * Puff * (1 - V));
  #local Z = (V - 0.35) * Chord * (1 - 0.12 * pow(Tip, 4));
  ((Radius + Lift) * <sin(Turn), cos(Turn), 0> + <0, -Radius - 0.12 * V, Z>)
#end
#macro Skin(From, To, Upper)
  #local Steps = 12;
  mesh {
    #for (I, 0, Steps - 1)
      #for (J, 0, Steps - 1)
        #local U0 = From + (To - From) * I / Steps;
        #local U1 = From + (To - From) * (I + 1) / Steps;
        #local V0 = pow(J / Steps, 1.5);
        #local V1 = pow((J + 1) / Steps, 1.5);
        #local A = Canopy(U0, V0, Upper);
        #local D = Canopy(U1, V1, Upper);
        triangle { A, Canopy(U1, V0, Upper), D }
        triangle { A, Canopy(U0, V1, Upper), D }
      #end
    #end
  }
#end

#declare Hues = array[5] {
  srgb <0.86, 0.10, 0.10>, srgb <0.96, 0.74, 0.10>, srgb <0.95, 0.95, 0.93>,
  srgb <0.10, 0.25, 0.68>, srgb <0.86, 0.10, 0.10>
}
// Nylon lets light through, so the underside takes its own colour from the sun above it.
#for (C, 0, Cells - 1)
  union {
    object { Skin(C / Cells, (C + 1) / Cells, 1) }
    object { Skin(C / Cells, (C + 1) / Cells, 0) }
    double_illuminate
    pigment { Hues[abs(C - 4)] }
    finish { diffuse 0.75, 0.35 specular 0.05 }
  }
#end

// Lines run from the lower skin to the two risers.
#declare Harness = <0, -7.1, 0.1>;
#declare Line = texture { pigment { srgb <0.22, 0.22, 0.25> } }
#for (C, 0, Cells)
  #for (J, 0, 3)
    #local Foot = Harness + <(C < Cells / 2 ? -0.24 : 0.24), 0.75, 0.1 * J - 0.15>;
    cylinder { Canopy(C / Cells, 0.06 + 0.28 * J, 0), Foot, 0.011 texture { Line } }
  #end
#end

// The jumper, about 1.8 m tall, hands up at the toggles.
#declare Suit = texture { pigment { srgb <0.13, 0.15, 0.24> } finish { specular 0.1 } }
#declare Skintone = texture { pigment { srgb <0.80, 0.58, 0.46> } }
#macro Limb(A, B, C, R)
  sphere_sweep { cubic_spline 5, A, R * 1.15, A, R * 1.15, B, R, C, R * 0.75, C, R * 0.75 }
#end
union {
  sphere { 0, 0.14 scale <0.9, 1.1, 1> translate <0, 0.68, 0> texture { Skintone } }
  sphere { 0, 0.16 translate <0, 0.74, 0.02> texture { pigment { srgb <0.85, 0.12, 0.10> }
    finish { specular 0.6 roughness 0.02 } } }
  sphere { 0, 1 scale <0.24, 0.38, 0.17> translate y * 0.22 texture { Suit } }
  sphere { 0, 1 scale <0.21, 0.34, 0.14> translate <0, 0.28, 0.2>
    texture { pigment { srgb <0.70, 0.10, 0.10> } } }
  sphere { 0, 1 scale <0.21, 0.18, 0.18> translate -y * 0.10 texture { Suit } }
  #for (S, -1, 1, 2)
    object { Limb(<S * 0.22, 0.42, 0>, <S * 0.40, 0.62, -0.1>, <S * 0.28, 0.95, 0>, 0.062)
      texture { Suit } }
    sphere { <S * 0.27, 0.98, 0>, 0.06 texture { Skintone } }
    object { Limb(<S * 0.12, -0.15, 0>, <S * 0.16, -0.52, -0.18>, <S * 0.15, -0.95, 0>, 0.09)
      texture { Suit } }
    sphere { 0, 1 scale <0.06, 0.055, 0.14> translate <S * 0.15, -1.04, -0.06>
      pigment { srgb 0.12 } }
    cylinder { <S * 0.2, 0.4, 0.02>, <S * 0.24, 0.76, 0.02>, 0.025 texture { Line } }
  #end
  translate Harness
}
