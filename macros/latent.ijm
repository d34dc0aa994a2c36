// New images from a synthesiser, and a walk in its latent space: a stack of images, the way between two, what changes them
// most, and the nearest image to the first of the stack. Train a synthesiser first (Plugins > Mulligan > Train > Train Synthesiser...).
//   In ImageJ: Plugins > Macros > Run... and choose this file; it asks for the model and for a folder.
//   Without a display: bin/mulligan macro macros/latent.ijm "MODEL;FOLDER FOR RESULTS"

if (getArgument() == "")
    given = newArray(File.openDialog("A synthesiser"), getDirectory("Folder for the results"));
else
    given = split(getArgument(), ";");
if (given.length != 2) exit("Give a model and a folder with a semicolon between them: MODEL;FOLDER FOR RESULTS");
model = "model=[" + given[0] + "] ";
out = given[1] + "/";
if (!File.exists(out)) File.makeDirectory(out);

setBatchMode(true); // no image is shown
run("Synthesise with Mulligan...", model + "count=16 seed=1 output=[" + out + "synthetic.tif]");
close("*");
run("Explore Latent Space...", model + "do=interpolate from=1 to=2 frames=12 output=[" + out + "way.tif]");
close("*");
run("Explore Latent Space...", model + "do=arithmetic plus=1,2 minus=3,4 to=5 output=[" + out + "sum.tif]");
close("*");
run("Explore Latent Space...", model + "do=directions from=1 count=4 output=[" + out + "directions.tif]");
close("*");
open(out + "synthetic.tif"); // its first slice
run("Explore Latent Space...", model + "do=project output=[" + out + "projection.tif]");
close("*");
// What was found can be drawn again, in place of a seed.
run("Synthesise with Mulligan...", model + "point=[" + out + "projection-latent.txt] output=[" + out + "again.tif]");
close("*");
print("Written to " + out);
