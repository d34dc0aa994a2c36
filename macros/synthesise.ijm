// The whole way from images to new ones, on simulated images: train a synthesiser on patches of them, draw, ask how near the drawn
// images are to real ones, let the discriminator judge an image, and make an enlarged folder with a table of what is real.
//   In ImageJ: Plugins > Macros > Run... and choose this file; it asks for a folder.
//   Without a display: bin/mulligan macro macros/synthesise.ijm "FOLDER FOR RESULTS;MINUTES OF TRAINING"

if (getArgument() == "")
    given = newArray(getDirectory("Folder for the results"), 5);
else
    given = split(getArgument(), ";");
if (given.length != 2) exit("Give a folder and the minutes of training with a semicolon between them: FOLDER;5");
out = given[0] + "/";
if (!File.exists(out)) File.makeDirectory(out);

setBatchMode(true); // no image is shown
run("Simulate Training Images...", "output=[" + out + "real] count=40 size=256 seed=1");
run("Train Synthesiser...", "images=[" + out + "real] name=[" + out + "model] size=32 fit=crop symmetries=true minutes=" + given[1]
    + " sheets=[" + out + "sheets.tif]");
run("Synthesise with Mulligan...", "model=[" + out + "model] count=64 seed=1 output=[" + out + "synthetic.tif]");
close("*");
run("Evaluate Synthesis...", "images=[" + out + "real] fit=crop model=[" + out + "model] count=500 output=[" + out + "figures]");
open(out + "real/" + firstOf(out + "real/"));
run("Judge with Mulligan...", "model=[" + out + "model] output=[" + out + "judged.tif]");
close("*");
run("Augment with Mulligan...", "images=[" + out + "real] model=[" + out + "model] count=40 output=[" + out + "augmented]");
print(File.openAsString(out + "figures/GANs_summary.txt"));
print("Written to " + out);

function firstOf(folder) {
    names = getFileList(folder);
    return names[0];
}
