#version 3.7;
// A golf ball lying in short grass, seen from close to the ground. Unit: one ball radius (21 mm).
#include "common.inc"
#include "plants.inc"

FillLight(1)
CloudySky(srgb <0.86, 0.91, 0.96>, srgb <0.42, 0.62, 0.88>, 0.5, <3, 0, 1>)
Sun(<-0.55, 0.9, -0.75>, 1.25)

camera {
  location <0.3, 1.9, -7.2>
  right x * image_width / image_height
  look_at <0.15, 1.15, 0>
  angle 33
  aperture 0.26 focal_point <0, 1.1, -0.9> blur_samples 7, 19 confidence 0.9 variance 1 / 900
}

// Dimples lie on a Fibonacci lattice, which covers a sphere evenly without any joins. They are
// cut in groups with a bound each, because a ray would otherwise test all of them.
#declare Dimples = 330;
#declare Groups = 40;
#macro Lattice(I, Count)
  #local V = 1 - (2 * I + 1) / Count;
  #local U = I * pi * (3 - sqrt(5));
  (<sqrt(1 - V * V) * cos(U), V, sqrt(1 - V * V) * sin(U)>)
#end
#declare Owner = array[Dimples];
#for (I, 0, Dimples - 1)
  #declare Owner[I] = 0;
  #for (G, 1, Groups - 1)
    #if (vdot(Lattice(I, Dimples), Lattice(G, Groups))
       > vdot(Lattice(I, Dimples), Lattice(Owner[I], Groups)))
      #declare Owner[I] = G;
    #end
  #end
#end
#declare Ball = difference {
  sphere { 0, 1 }
  #for (G, 0, Groups - 1)
    union {
      #for (I, 0, Dimples - 1)
        #if (Owner[I] = G) sphere { Lattice(I, Dimples) * 1.105, 0.142 } #end
      #end
      bounded_by { sphere { Lattice(G, Groups) * 1.105, 0.55 } }
    }
  #end
  rotate <70, 20, 10>
  texture {
    pigment { srgb <0.90, 0.90, 0.88> }
    finish { diffuse 0.8 specular 0.35 roughness 0.02 }
  }
}

object { Ball translate y * 1.05 }

plane {
  y, 0
  pigment { bozo scale 0.8 turbulence 0.5
    color_map { [0 srgb <0.22, 0.33, 0.10>] [1 srgb <0.36, 0.48, 0.16>] } }
}

// One object a patch, not one union of them: POV-Ray bounds only top-level objects in a tree.
#declare Patch = GrassPatch(170, 0.5, 0.026, 5)
#declare Grass = GrassTexture(14)
#declare Rnd = seed(2);
#for (Row, -6, 24)
  #for (Col, -9 - Row / 4, 9 + Row / 4)
    object {
      Patch rotate y * 90 * int(rand(Rnd) * 4) scale <1, 0.75 + 0.6 * rand(Rnd), 1>
      translate <Col, 0, Row> texture { Grass }
    }
  #end
#end

BlurredTrees(70, 30, 4)
