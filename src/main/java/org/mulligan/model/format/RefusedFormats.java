package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.model.ForeignModelException;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** What is often taken for a model that can be imported, with the way to one. */
@Plugin(type = ModelFormat.class, name = "refused formats", priority = Priority.EXTREMELY_LOW)
public final class RefusedFormats implements ModelFormat {
    private static final Map<String, String> REASONS = reasons();

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(
                "model\\.json",
                "is a TensorFlow.js model; load it in Python with tensorflowjs_converter --input_format=tfjs_layers_model --output_format=keras_saved_model and import that folder");
        reasons.put(
                ".*\\.onnx",
                "is an ONNX model, and Mulligan runs TensorFlow; if its maker offers TensorFlow weights (tensorflow_saved_model_bundle), import these, or convert it in Python with onnx2tf");
        reasons.put(
                ".*\\.(pt|pth|torchscript|ckpt)",
                "is a PyTorch model, and Mulligan runs TensorFlow; if its maker offers TensorFlow weights (tensorflow_saved_model_bundle), import these, or convert it in Python: torch.onnx.export, then onnx2tf");
        reasons.put(
                ".*\\.(h5|hdf5|keras)",
                "is a Keras file, which holds weights and Python names but no graph; open it in Python with keras.models.load_model and write it with model.export('FOLDER'), then import that folder");
        reasons.put(
                ".*\\.(index|data-\\d{5}-of-\\d{5}|meta)|checkpoint",
                "is a TensorFlow checkpoint, which holds weights without a network; open it in the program that made it and export a SavedModel");
        reasons.put(
                ".*\\.tflite",
                "is a TensorFlow Lite model, made for phones; import the SavedModel that it was converted from");
        reasons.put(
                ".*\\.(npz|safetensors|msgpack)",
                "holds weights without a network; open it in the program that made it and export a SavedModel");
        return reasons;
    }

    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        List<Path> files = List.of(place);
        if (Files.isDirectory(place))
            try (Stream<Path> all = Files.walk(place, 3)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
        for (Map.Entry<String, String> reason : REASONS.entrySet())
            for (Path file : files)
                if (file.getFileName().toString().toLowerCase(Locale.ROOT).matches(reason.getKey()))
                    throw new ForeignModelException(
                            "%s %s".formatted(file.getFileName(), reason.getValue()));
        return Optional.empty();
    }
}
