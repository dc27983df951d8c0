# Completion of blockwatch in PowerShell. To have it: blockwatch completions pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName blockwatch -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $line = ($words | Select-Object -Skip 1) -join ' '
    if ($wordToComplete -eq '' -and $words.Count -gt 1) { $line += ' ' }
    & $words[0] "[suggest:$($line.Length)]" $line 2>$null |
        Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
