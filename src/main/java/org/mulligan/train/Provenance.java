package org.mulligan.train;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.tensor.Sessions;
import org.tensorflow.TensorFlow;

/** What a package says of how its model was made, in this order. The keys are a stored format. */
public final class Provenance {
    private final Map<String, Object> all = new LinkedHashMap<>();

    /**
     * @param plan the settings by the keys of the user's command
     */
    public Provenance(Map<String, Object> plan) {
        all.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("plan", plan);
    }

    public Provenance put(String key, Object value) {
        all.put(key, value);
        return this;
    }

    /** What it was computed with. */
    public Provenance machine(boolean bf16) {
        all.put(
                "software",
                Map.of(
                        "tensorflow", TensorFlow.version(),
                        "java", System.getProperty("java.version")));
        all.put("precision", bf16 ? "bf16" : "fp32");
        all.put("threads", Sessions.THREADS);
        all.put("device", Sessions.placement().name());
        return this;
    }

    /**
     * What it was learnt from.
     *
     * @param notes what was done to the images, a sentence each
     */
    public Provenance images(int count, String hash, List<String> notes) {
        all.put("images", count);
        all.put("images_sha256", hash);
        all.put("notes", notes);
        return this;
    }

    /**
     * What happened.
     *
     * @param planned steps
     * @param seconds that it took, as exactly as is told
     */
    public Provenance run(TrainingRun run, Object planned, Number seconds) {
        all.put("steps", run.step());
        all.put("planned_steps", planned);
        all.put("seconds", seconds);
        all.put("rollbacks", run.rollbacks());
        return this;
    }

    /**
     * How the discriminator was at the end.
     *
     * @param equilibriumLoss its loss where it sees no difference
     * @param state stored word
     */
    public Provenance discriminator(
            double loss, double equilibriumLoss, double realAboveFake, String state) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("loss", rounded(loss));
        values.put("loss_asleep", rounded(equilibriumLoss));
        values.put("real_above_fake", rounded(realAboveFake));
        values.put("state", state);
        return put("discriminator", values);
    }

    public Map<String, Object> values() {
        return all;
    }

    /** To four places. */
    public static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
