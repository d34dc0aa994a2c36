// Stacks that are coarser along their depth than in their planes: the macro simulates some (0.1 um a pixel, 0.3 um a plane), trains
// a network on them for two minutes, which is little, and gives one of them planes 0.1 um apart. It writes sections of both beside
// each other. Runs without a display:
//   bin/mulligan macro macros/isotropic.ijm [FOLDER]

out = getArgument();
if (out == "") out = freeName(getDirectory("cwd") + "mulligan-isotropic");
if (!matches(out, "([A-Za-z]:)?[/\\\\].*")) out = getDirectory("cwd") + out;
File.makeDirectory(out);
print("Writing to " + out);
setBatchMode(true);
run("Simulate Training Images...", "output=[" + out + "/stacks] count=6 size=128 depth=32 seed=3");
files = getFileList(out + "/stacks/");

// How far apart planes are the files say. The PSF is that of the simulation, about: 3 px in the plane, 8 along the depth.
run("Train Restorer...", "task=isotropic wanted=[" + out + "/stacks] name=[" + out + "/isotropic.zip] psf=3 axial=8"
    + " adversary=none minutes=2 filters=16");

open(out + "/stacks/" + files[0]);
run("Restore with Mulligan...", "model=[" + out + "/isotropic.zip] output=[" + out + "/isotropic.tif]");
getVoxelSize(width, height, depth, unit);
print("Planes are now " + depth + " " + unit + " apart, and there are " + nSlices + " of them");
section("restored");
open(out + "/stacks/" + files[0]);
run("Scale...", "x=1.0 y=1.0 z=3.0 interpolation=Bilinear process create");
section("interpolated");
run("Combine...", "stack1=interpolated stack2=restored");
saveAs("png", out + "/sections.png");
close("*");
print("Done. Look at sections.png in " + out + ": interpolated on the left, restored on the right");

// The XZ section through the middle of the active stack, as an image of this title.
function section(title) {
    makeLine(0, getHeight() / 2, getWidth(), getHeight() / 2);
    run("Reslice [/]...", "output=" + d2s(0.1, 1) + " slice_count=1 avoid");
    run("Enhance Contrast", "saturated=0.35");
    run("8-bit");
    run("Canvas Size...", "width=128 height=90 position=Top-Left zero");
    rename(title);
}

function freeName(folder) {
    if (!File.exists(folder)) return folder;
    n = 2;
    while (File.exists(folder + "-" + n)) n++;
    return folder + "-" + n;
}
