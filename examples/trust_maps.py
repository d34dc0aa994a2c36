# Denoises an image and asks how far the result can be trusted: one line for each channel.
# Fiji: File > Open..., then Run in the script editor (language: Python (Jython)).
#@ ImagePlus noisy
#@ String (label = "Model", value = "fluorescence") model
#@ Double (label = "Sharpness", value = 0.5, min = 0, max = 1) sharpness
#@ org.mulligan.service.MulliganService mulligan
#@output ImagePlus restored
#@output ImagePlus maps
#@output String report

from java.util import Optional
from org.mulligan.engine import Progress
from org.mulligan.service.restore import RestoreSettings

settings = RestoreSettings.denoise(model).withSharpness(sharpness)
result = mulligan.restoreWithMaps(noisy, settings, Optional.empty(), Progress.SILENT)
restored = result.restored()
maps = result.maps()
report = "\n".join([figures.line() for figures in result.figures()])
