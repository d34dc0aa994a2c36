// Many acquisitions of one structure: train a synthesiser that draws exposures of clean images in two styles (10 and 100 photons at
// the brightest), on simulated images, and draw from one of them with several seeds and in both styles.
//   In ImageJ: Plugins > Macros > Run... and choose this file; it asks for a folder.
//   Without a display: bin/mulligan macro macros/styled.ijm "FOLDER FOR RESULTS;MINUTES OF TRAINING"

if (getArgument() == "")
    given = newArray(getDirectory("Folder for the results"), 10);
else
    given = split(getArgument(), ";");
if (given.length != 2) exit("Give a folder and the minutes of training with a semicolon between them: FOLDER;10");
out = given[0] + "/";
if (!File.exists(out)) File.makeDirectory(out);

setBatchMode(true); // no image is shown
run("Simulate Training Images...", "output=[" + out + "clean] count=40 size=256 seed=1");
run("Train Synthesiser...", "system=styled images=[" + out + "clean] photons=10,100 name=[" + out + "model] size=64 fit=crop symmetries=true minutes="
    + given[1] + " sheets=[" + out + "sheets.tif]");
names = getFileList(out + "clean/");
input = out + "clean/" + names[0];
run("Synthesise with Mulligan...", "model=[" + out + "model] input=[" + input + "] class=10 count=4 seed=1 output=[" + out + "drawn-10.tif]");
run("Synthesise with Mulligan...", "model=[" + out + "model] input=[" + input + "] class=100 count=4 seed=1 output=[" + out + "drawn-100.tif]");
close("*");
print("Written to " + out);
