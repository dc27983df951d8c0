# Completion of blockwatch in fish. To have it: blockwatch completions fish | source
function __blockwatch_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l line (string join -- ' ' $words[2..-1])
    set -l suggestions ($words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    if set -q suggestions[1]
        printf '%s\n' $suggestions
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c blockwatch -f -a '(__blockwatch_complete)'
