// Denoises every image of a folder, one after the other and without windows, into a second folder.
//   In ImageJ: Plugins > Macros > Run... and choose this file; it asks for the two folders.
//   Over night, without a display: bin/mulligan macro macros/denoise-folder.ijm "FOLDER OF IMAGES;FOLDER FOR RESULTS"
// Results that are there already are left alone, so that an interrupted night can simply be started again.

// What to change: the model (a name from the list in Plugins > Mulligan > Denoise with Mulligan..., or the path of a model) and the kinds of file.
model = "general";
kinds = newArray(".tif", ".tiff", ".png", ".jpg", ".dcm", ".lsm");

if (getArgument() == "")
    folders = newArray(getDirectory("Images to denoise"), getDirectory("Folder for the results"));
else
    folders = split(getArgument(), ";");
if (folders.length != 2) exit("Give two folders with a semicolon between them: FOLDER OF IMAGES;FOLDER FOR RESULTS");
input = folders[0] + "/";
output = folders[1] + "/";
if (!File.isDirectory(input)) exit("There is no folder " + input);
if (!File.exists(output)) File.makeDirectory(output);

setBatchMode(true); // no image is shown
files = getFileList(input);
done = 0;
for (i = 0; i < files.length; i++) {
    result = output + File.getNameWithoutExtension(files[i]) + ".tif";
    if (isImage(files[i]) && !File.exists(result)) {
        open(input + files[i]);
        // A path may have spaces, so it stands in brackets.
        run("Denoise with Mulligan...", "model=[" + model + "] output=[" + result + "]");
        close("*"); // the image and its result: the latter is on the disk
        done++;
    }
}
print(done + " images denoised to " + output);

function isImage(name) {
    for (k = 0; k < kinds.length; k++)
        if (endsWith(toLowerCase(name), kinds[k])) return true;
    return false;
}
