// Converts every image of a folder: TIFFs to OME-Zarr, and each OME-Zarr to TIFF.
//   bin/mulligan macro macros/convert-folder.ijm "FOLDER;OUTPUT FOLDER"

both = split(getArgument(), ";");
folder = both[0] + "/";
names = getFileList(folder);
images = 0;
setBatchMode(true);
for (i = 0; i < names.length; i++) {
    name = replace(names[i], "/", "");
    if (endsWith(name, ".zarr")) to = replace(replace(name, ".zarr", ""), ".ome", "") + ".tif";
    else if (endsWith(name, ".tif")) to = replace(replace(name, ".tif", ""), ".ome", "") + ".ome.zarr";
    else continue;
    run("Convert with Mulligan...", "file=[" + folder + name + "] output=[" + both[1] + "/" + to + "]");
    images++;
    close("*");
}
print(images + " images converted");
