package org.mulligan.door;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.FakeMulligan;
import org.mulligan.ij1.EarlierNames;
import org.mulligan.image.io.ImgLibImageTest.Axis;
import org.mulligan.image.io.ImgLibImageTest.Labelled;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.convert.ConvertService;
import org.scijava.convert.Converter;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** Commands as scripts run them through SciJava: a finished module, or the reason in the log. */
class ScriptRunTest {
    private static final String DENOISE = "org.mulligan.command.apply.Denoise";

    private static final List<String> LOGGED = new CopyOnWriteArrayList<>();
    private static Context context;

    /** Of somebody else. */
    public static final class Strangers extends ContextCommand {
        @Parameter(required = false)
        private ImagePlus input;

        @Parameter(type = ItemIO.OUTPUT)
        private String got;

        @Override
        public void run() {
            got = input == null ? "nothing" : input.getTitle();
        }
    }

    /** Lets no command run. */
    public static final class Never extends AbstractPreprocessorPlugin {
        @Override
        public void process(Module module) {
            cancel("never");
        }
    }

    @BeforeAll
    static void start() {
        context =
                new Context(
                        List.of(
                                FakeMulligan.class,
                                CommandService.class,
                                WatcherService.class,
                                EarlierNames.class,
                                LogService.class));
        context.service(LogService.class)
                .addLogListener(
                        message -> {
                            if (message.level() <= LogLevel.WARN) LOGGED.add(message.text());
                        });
    }

    @AfterAll
    static void end() {
        WindowManager.setTempCurrentImage(null);
        context.dispose();
    }

    @BeforeEach
    void forget() {
        LOGGED.clear();
    }

    private static CommandService commands() {
        return context.service(CommandService.class);
    }

    private static Module run(String command, Object input) throws Exception {
        return commands().run(command, true, Map.of("input", input, "model", "mine")).get();
    }

    /** 3 x 2 px, 8 bit: 0 1 2 and 3 4 5. */
    private static Img<UnsignedByteType> counts() {
        return ArrayImgs.unsignedBytes(new byte[] {0, 1, 2, 3, 4, 5}, 3, 2);
    }

    static Stream<Object> images() {
        ImagePlus image = IJ.createImage("imp", "8-bit black", 3, 2, 1);
        for (int i = 0; i < 6; i++) image.getProcessor().set(i, i);
        return Stream.of(
                image,
                counts(),
                new Labelled<>(
                        counts(),
                        "dataset",
                        List.of(new Axis("X", 0.5, "mm"), new Axis("Y", 0.5, "mm"))));
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageOfAnyKindGivesAModuleWithItsOutputs(Object image) throws Exception {
        Module module = run(DENOISE, image);
        ImagePlus restored = (ImagePlus) module.getOutput("restored");
        assertThat(restored.getBitDepth()).isEqualTo(8);
        assertThat((byte[]) restored.getProcessor().getPixels())
                .containsExactly(-1, -2, -3, -4, -5, -6);
        assertThat(((Cancelable) module).isCanceled()).isFalse();
        if (image instanceof Labelled) {
            assertThat(restored.getTitle()).isEqualTo("inverted dataset");
            assertThat(restored.getCalibration().pixelWidth).isEqualTo(0.5);
        }
        CommandInfo info = commands().getCommand(DENOISE);
        Module other =
                context.service(ModuleService.class)
                        .run(info, true, "input", image, "model", "mine")
                        .get();
        assertThat(((ImagePlus) other.getOutput("restored")).getProcessor().getPixels())
                .isEqualTo(restored.getProcessor().getPixels());
        assertThat(LOGGED).isEmpty();
    }

    static Stream<String> ours() {
        try (Context all = FakeMulligan.start()) {
            return all.service(CommandService.class).getCommands().stream()
                    .map(CommandInfo::getDelegateClassName)
                    .filter(name -> name.startsWith("org.mulligan."))
                    .toList()
                    .stream();
        }
    }

    /** SciJava gives null for what is a module itself, such as its dynamic commands. */
    @ParameterizedTest
    @MethodSource("ours")
    void everyCommandGivesAScriptAModule(String name) throws Exception {
        try (Context watched = FakeMulligan.start()) {
            watched.service(PluginService.class)
                    .addPlugin(new PluginInfo<>(Never.class, PreprocessorPlugin.class));
            List<String> logged = new CopyOnWriteArrayList<>();
            watched.service(LogService.class).addLogListener(line -> logged.add(line.text()));
            CommandModule module =
                    watched.service(CommandService.class).run(name, true, Map.of()).get();
            assertThat(module.getCancelReason()).isEqualTo("never");
            // Kept as a text, the next script without an image would get that.
            for (ModuleItem<?> input : module.getInfo().inputs())
                if (input.getType() == InputImage.class) assertThat(input.isPersisted()).isFalse();
            assertThat(logged).contains(module.getInfo().getLabel() + " failed: never");
        }
    }

    @Test
    void theReasonOfAFailureIsInTheLog() throws Exception {
        Module module = commands().run(DENOISE, true, "input", counts(), "model", "unknown").get();
        assertThat(module.getOutput("restored")).isNull();
        assertThat(((Cancelable) module).isCanceled()).isTrue();
        assertThat(LOGGED)
                .containsExactly(
                        "Denoise with Mulligan... failed: No model is named \"unknown\"; there is"
                                + " fluorescence");
        LOGGED.clear();
        run(DENOISE, ArrayImgs.argbs(2, 2));
        assertThat(LOGGED).singleElement().asString().contains("Pixels must be real numbers");
    }

    @Test
    void withoutAnImageItIsTheActiveOne() throws Exception {
        ImagePlus image = IJ.createImage("active", "8-bit black", 3, 2, 1);
        image.show();
        try {
            Module module = commands().run(DENOISE, true, "model", "mine").get();
            assertThat(((ImagePlus) module.getOutput("restored")).getTitle())
                    .isEqualTo("inverted active");
        } finally {
            image.close();
        }
    }

    @Test
    void scriptsOfTheFirstVersionFindTheirCommands() throws Exception {
        for (String name : ours().toList()) {
            String earlier = name.replaceFirst("command\\.\\w+\\.", "command.");
            assertThat(commands().getCommand(earlier).loadDelegateClass().getName())
                    .isEqualTo(name);
            assertThat(commands().getCommand(earlier).isVisible()).isFalse();
        }
        Module module = run("org.mulligan.command.Denoise", counts());
        assertThat(((ImagePlus) module.getOutput("restored")).getProcessor().get(1, 1))
                .isEqualTo(251);
    }

    /** What is given to other plugins stays their business. */
    @Test
    void imagesForCommandsOfOthersAreNotConverted() throws Exception {
        context.service(PluginService.class)
                .addPlugin(new PluginInfo<>(Strangers.class, Command.class));
        Module module = commands().run(Strangers.class, true, "input", counts()).get();
        assertThat(module.getOutput("got")).isEqualTo("nothing");
        ConvertService conversions = context.service(ConvertService.class);
        assertThat(conversions.supports(counts(), ImagePlus.class)).isFalse();
        assertThat(conversions.supports(counts(), InputImage.class)).isTrue();
        assertThat(conversions.supports(List.of("x"), InputImage.class)).isFalse();
        Converter<?, ?> any = conversions.getHandler(counts(), Object.class);
        assertThat(any).isNotInstanceOf(InputImageConverter.class);
    }

    /** As in Fiji, where a menu, a search bar and a recorder list what is visible. */
    @Test
    void sciJavaListsNoneOfOurCommandsBesideImageJsMenu() {
        List<String> listed = new ArrayList<>();
        for (CommandInfo info : commands().getCommands())
            if (info.getDelegateClassName().startsWith("org.mulligan.command.")
                    && (info.isVisible() || !info.getMenuPath().isEmpty()))
                listed.add(info.getLabel());
        assertThat(listed).isEmpty();
        assertThat(ours()).hasSize(27);
    }
}
