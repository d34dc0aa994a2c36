// Imports a model of another tool and applies it to an image. Run it from the command line as
//   bin/mulligan macro macros/import.ijm "MODEL;NAME;IMAGE;RESULT"
// MODEL is a file, a folder or an address; NAME is that of the new model, or a path ending in .zip.
// What a model does not say of itself is found out, or given here: see the manual, "Import".
parts = split(getArgument(), ";");
run("Import Mulligan Model...", "source=[" + parts[0] + "] name=[" + parts[1] + "] normalisation=[percentiles 1 99] units=image");
open(parts[2]);
run("Apply Mulligan Model...", "model=[" + parts[1] + "] depth=32-bit");
saveAs("Tiff", parts[3]);
