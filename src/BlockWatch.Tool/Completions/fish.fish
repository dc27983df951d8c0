# Completion of blockwatch in fish. To have it: blockwatch completions fish | source
function __blockwatch_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l line (string join -- ' ' $words[2..-1])
    $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c blockwatch -a '(__blockwatch_complete)'
