package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.command.models.ImportModel;
import org.mulligan.command.train.PreviewDegradation;
import org.mulligan.command.train.TrainRestorer;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.network.Architecture;
import org.mulligan.service.report.Purpose;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;

/** The table of tasks, and what the commands and the plugins offer of it. */
class TaskTest {
    static List<Task> tasks() {
        return Task.all();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aTaskIsFoundByItsWord(Task task) {
        assertThat(Task.of(task.word())).isSameAs(task);
        assertThat(task).hasToString(task.word());
    }

    @Test
    void aWordThatNobodyKnowsIsATaskOfWhichNothingElseIsKnown() {
        Task task = Task.of("Colourise; \"later\"");
        assertThat(task).hasToString("Colourise; \"later\"").isEqualTo(Task.of(task.word()));
        assertThat(task).isNotEqualTo(Task.of("colourise"));
        assertThat(task.commands()).isEmpty();
        assertThat(task.training()).isEmpty();
        assertThat(
                        Stream.<Predicate<Task>>of(
                                Task::enlarges,
                                Task::blurs,
                                Task::hasNoise,
                                Task::fills,
                                Task::evensLight,
                                Task::finerDepth,
                                Task::isForImported))
                .noneMatch(trait -> trait.test(task));
        assertThat(Purpose.values())
                .noneMatch(purpose -> task.commands().contains(purpose.command()));
    }

    @ParameterizedTest(name = "\"{0}\" points to {1}")
    @CsvSource({
        "ct denoising of mitochondria, denoise",
        "superresolution and denoising, denoise",
        "single image super-resolution deblurring, super-resolve",
        "deconvolution, deblur",
        "nuclei segmentation,",
        "inpaint,"
    })
    void otherToolsWordsPointToATask(String words, String task) {
        assertThat(Task.hinted(words).map(Task::word).orElse(null)).isEqualTo(task);
    }

    @Test
    void aCardNamesTheFirstCommandThatOpensTheModel() {
        Set<String> menu =
                Arrays.stream(Purpose.values()).map(Purpose::command).collect(Collectors.toSet());
        for (Task task : Task.all()) {
            assertThat(task.commands()).isNotEmpty().isSubsetOf(menu);
            assertThat(
                            Arrays.stream(Purpose.values())
                                    .map(Purpose::command)
                                    .filter(task.commands()::contains))
                    .as("The menu's order of those for " + task)
                    .containsExactlyElementsOf(task.commands());
        }
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyCommandHasATask(Purpose purpose) {
        assertThat(Task.all()).anyMatch(task -> task.commands().contains(purpose.command()));
    }

    @Test
    void theCommandsOfferTheTasksOfTheTable() throws NoSuchFieldException {
        assertThat(choices(PreviewDegradation.class)).isEqualTo(words(Task::isTrained));
        assertThat(choices(TrainRestorer.class))
                .isEqualTo(
                        words(
                                task ->
                                        task.isTrained()
                                                && task.commands()
                                                        .get(0)
                                                        .equals("Restore with Mulligan...")));
        List<String> imported = choices(ImportModel.class);
        assertThat(imported.get(0)).isEqualTo("auto");
        assertThat(imported.subList(1, imported.size())).isEqualTo(words(Task::isForImported));
    }

    private static List<String> words(Predicate<Task> which) {
        return Task.all().stream().filter(which).map(Task::word).toList();
    }

    private static List<String> choices(Class<?> command) throws NoSuchFieldException {
        Field task = command.getDeclaredField("task");
        return List.of(task.getAnnotation(Parameter.class).choices());
    }

    @Test
    void noPlanIsForATaskThatNoRestorerIsTrainedFor() {
        for (Task task : List.of(Task.SYNTHESISE, Task.IMAGE_TO_IMAGE, Task.of("colourise")))
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new Imaging(task, "holes", 1, new Range(1, 2), 0, Psf.NONE, 1))
                    .withMessage(
                            "Task must be one of [denoise, super-resolve, deblur, inpaint, even-light, isotropic], got "
                                    + task);
    }

    @Test
    void whatATaskIsTrainedWithIsThere() {
        try (Context context = new Context(PluginService.class)) {
            PluginService plugins = context.service(PluginService.class);
            for (Task task : Task.all())
                task.training()
                        .ifPresent(
                                training -> {
                                    assertThat(names(plugins, Degradation.class))
                                            .contains(training.degradation());
                                    assertThat(names(plugins, Architecture.class))
                                            .contains(training.architecture());
                                });
        }
    }

    private static <T extends SciJavaPlugin> List<String> names(
            PluginService plugins, Class<T> type) {
        return plugins.getPluginsOfType(type).stream().map(PluginInfo::getName).toList();
    }
}
