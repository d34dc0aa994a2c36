package org.mulligan.service.training;

import java.util.List;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingMeasurement.Balance;
import org.mulligan.engine.TrainingMeasurement.Held;

/** Measurements as trainings make them. */
public final class Measurements {
    private Measurements() {}

    public static TrainingMeasurement faithful(long step, double psnr, String... remarks) {
        return new TrainingMeasurement(
                "faithful",
                step,
                400,
                0.5,
                Double.NaN,
                psnr,
                0.9,
                new Held("PSNR", "dB", psnr, 20, 28, true),
                Balance.NONE,
                List.of(remarks));
    }

    public static TrainingMeasurement adversarial(long step, double psnr) {
        return new TrainingMeasurement(
                "adversarial",
                step,
                400,
                0.4,
                1.5,
                psnr,
                0.8,
                new Held("PSNR", "dB", psnr, 20, 28, true),
                new Balance(2, 0.75),
                List.of());
    }
}
