// Denoises every image of a folder, and says which files were written.
// Fiji: File > Open..., then Run in the script editor.
#@ File (label = "Folder of noisy images", style = "directory") noisy
#@ File (label = "Folder for the results", style = "directory") results
#@ String (label = "Model", value = "fluorescence") model
#@ org.mulligan.service.MulliganService mulligan
#@output String written

import org.mulligan.engine.Progress
import org.mulligan.service.restore.RestoreSettings

// Sharpness 0: the faithful weights, which are the ones to measure on.
def files = mulligan.restore(noisy.toPath(), RestoreSettings.denoise(model), results.toPath(), Progress.SILENT)
written = files.collect { it.fileName }.join(", ")
