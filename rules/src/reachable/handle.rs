//! Handles: the name that somebody has on a network, after an at sign.

use std::ops::Range;

use super::{ahead, back, is_unseen, lower};

/// Rules of style sheets, which begin with an at sign too.
const RULES: [&str; 13] = [
    "charset",
    "container",
    "counter-style",
    "font-face",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "property",
    "scope",
    "supports",
];

/// Annotations and decorators of programs, as they are written: by languages and frameworks.
const ANNOTATIONS: [&str; 10] = [
    // Java and its tests.
    "Override Deprecated SuppressWarnings FunctionalInterface SafeVarargs Retention Nullable NonNull NotNull \
     NotBlank Valid Inject Named Singleton PostConstruct PreDestroy Test BeforeEach AfterEach BeforeAll AfterAll \
     ParameterizedTest DisplayName Mock InjectMocks",
    // JPA and Lombok.
    "Entity Table Column Id GeneratedValue OneToOne OneToMany ManyToOne ManyToMany JoinColumn Embedded Embeddable \
     Enumerated MappedSuperclass Getter Setter Data Builder AllArgsConstructor NoArgsConstructor \
     RequiredArgsConstructor EqualsAndHashCode ToString Slf4j",
    // Spring and Jakarta.
    "SpringBootApplication SpringBootTest Bean Component ComponentScan Configuration ConfigurationProperties Service \
     Repository Controller RestController ControllerAdvice RestControllerAdvice ExceptionHandler Autowired Qualifier \
     Primary Profile Value Transactional Scheduled EnableScheduling Async EnableAsync Cacheable CacheEvict \
     EventListener KafkaListener Aspect Around",
    "RequestMapping GetMapping PostMapping PutMapping PatchMapping DeleteMapping RequestBody ResponseBody \
     ResponseStatus RequestParam PathVariable CrossOrigin PreAuthorize Secured WithMockUser MockBean DataJpaTest \
     WebMvcTest Path Produces Consumes",
    // Kotlin and Android.
    "Composable Preview JvmStatic JvmOverloads Parcelize Serializable HiltViewModel AndroidEntryPoint Provides \
     Module Dao Database",
    // Angular.
    "Injectable Directive Pipe NgModule Input Output HostListener HostBinding ViewChild ViewChildren ContentChild \
     ContentChildren Optional Self SkipSelf Host",
    // NestJS and TypeORM.
    "Get Post Put Patch Delete Body Param Query Headers Req Res UseGuards UseInterceptors UsePipes UseFilters Catch \
     Global Resolver Mutation Subscription ResolveField MessagePattern Cron PrimaryGeneratedColumn CreateDateColumn \
     UpdateDateColumn InjectRepository ApiProperty",
    // TypeScript, Lit and Swift.
    "ts-ignore ts-expect-error ts-nocheck ts-check param returns deprecated customElement State Binding Published \
     ObservedObject StateObject EnvironmentObject Environment MainActor main escaping objc",
    // Python.
    "dataclass dataclasses.dataclass staticmethod classmethod abstractmethod abc.abstractmethod cached_property \
     functools.cached_property lru_cache functools.lru_cache functools.cache functools.wraps wraps contextmanager \
     asynccontextmanager overload override total_ordering validator field_validator login_required shared_task",
    "pytest.fixture pytest.mark pytest.mark.parametrize pytest.mark.asyncio mock.patch patch app.route app.get \
     app.post app.put app.delete app.task router.get router.post router.put router.delete",
];

/// The handles of a text, as ranges of its signs.
pub fn find(chars: &[(usize, char)]) -> Vec<Range<usize>> {
    let signs = chars.iter().enumerate().filter(|(_, (_, c))| matches!(c, '@' | '＠' | '﹫'));
    signs.filter_map(|(at, _)| handle(chars, at)).collect()
}

/// Whether what stands after an at sign is a rule of a style sheet or an annotation.
pub fn is_of_program(chars: &[(usize, char)], range: Range<usize>) -> bool {
    if RULES.contains(&lower(chars, range.clone()).as_str()) {
        return true;
    }
    // In other letters it may be somebody's handle.
    let written: String = chars.get(range).into_iter().flatten().map(|(_, c)| *c).collect();
    ANNOTATIONS.iter().any(|words| words.split_whitespace().any(|word| word == written))
}

/// The handle that begins with an at sign. After a word the sign is of an address, or means a place.
fn handle(chars: &[(usize, char)], at: usize) -> Option<Range<usize>> {
    // What is not seen parts nothing, and a hyphen or a full stop may be set tight before the sign: `-@name`.
    let before = || chars.iter().take(at).rev().map(|(_, c)| *c).filter(|c| !is_unseen(*c));
    let beside = before().next();
    // Low lines around it emphasise a text: `_@name_`.
    let is_emphasised =
        beside == Some('_') && before().find(|c| *c != '_').is_none_or(|c| !c.is_alphanumeric() && c != '@');
    if !is_emphasised && beside.is_some_and(|c| (is_of_handle(c) && !is_edge(c)) || matches!(c, '@' | '+' | '%')) {
        return None;
    }
    let run = ahead(chars, at + 1, is_of_handle);
    let end = back(chars, run, |c| is_edge(c) || is_unseen(c) || (is_emphasised && c == '_'));
    let name = chars.get(at + 1..end)?;
    let is_name = name.len() > 1 && name.iter().any(|(_, c)| c.is_alphabetic());
    // `@angular/core` is a package. After a handle a slash parts it from another one, or ends a list.
    let mut after = chars.iter().skip(run).map(|(_, c)| *c);
    let is_package = after.next() == Some('/') && after.next().is_some_and(char::is_alphanumeric);
    (is_name && !is_package && !is_of_program(chars, at + 1..end)).then_some(at..end)
}

fn is_edge(c: char) -> bool {
    matches!(c, '.' | '-')
}

fn is_of_handle(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\u{300}'..='\u{36f}') || is_unseen(c)
}
